import { keepRules } from '@seesaw/shared/settings/checkpointSettings';
import { runningSettings } from '@seesaw/shared/settings/runningSettings';
import type { Setting } from '@seesaw/shared/settings/setting';
import { stopRules } from '@seesaw/shared/settings/stopRules';
import { expect, it } from 'vitest';
import { settingWords } from './settingWords.ts';

it('says what fits a setting and what it is without', () => {
  const words = (key: string, settings: readonly Setting[]) => settingWords(settings.find((one) => one.key === key)!);
  expect(words('concurrency', runningSettings)).toBe('1 to 1,000 trials, default: 4');
  expect(words('pack', runningSettings)).toBe('auto or 1 to 32 lanes, default: each trial alone');
  expect(words('max_hours', runningSettings)).toBe('above 0 to 8,760 hours, default: no limit');
  expect(words('pool', runningSettings)).toBe('default: default');
  expect(words('every', keepRules)).toBe('1 to 10,000,000 steps, default: none');
  expect(words('mode', stopRules.asha.settings)).toBe('stop or promote, default: stop');
  expect(words('min_steps', stopRules.asha.settings)).toBe('1 to 10,000,000 steps');
  expect(words('min_delta', stopRules.patience.settings)).toBe('0 or more, default: 0');
  expect(words('above', stopRules.threshold.settings)).toBe('default: no limit');
});
