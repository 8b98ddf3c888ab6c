import type { Setting } from '@seesaw/shared/settings/setting';
import { formatCount } from '../../format/numbers.ts';

/** What fits a setting and what it is without: "1 to 1,000 trials, default: 4". */
export function settingWords(setting: Setting): string {
  const standard = setting.default ?? setting.defaultInWords;
  const parts = [rangeWords(setting), standard === undefined ? '' : `default: ${standard}`];
  return parts.filter((part) => part !== '').join(', ');
}

function rangeWords(setting: Setting): string {
  const { unit } = setting;
  if (setting.kind === 'text') return '';
  if (setting.kind === 'choice') return setting.choices.join(' or ');
  const { min, max, isAboveMin, orWord } = setting;
  if (min === undefined) return unit;
  const low = isAboveMin ? `above ${formatLimit(min)}` : formatLimit(min);
  const range = max === undefined ? `${low}${isAboveMin ? '' : ' or more'}` : `${low} to ${formatLimit(max)}`;
  const words = orWord === undefined ? range : `${orWord} or ${range}`;
  return unit === '' ? words : `${words} ${unit}`;
}

function formatLimit(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value);
}
