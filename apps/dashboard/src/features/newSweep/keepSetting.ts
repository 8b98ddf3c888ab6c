import { keepRules } from '@seesaw/shared/settings/checkpointSettings';
import { isMapping } from './sweepForm.ts';

/** `checkpoint.keep` as the form shows it. */
export type KeepSetting =
  | { readonly kind: 'newest'; readonly count: number | undefined }
  | {
      readonly kind: 'rules';
      readonly latest: boolean;
      readonly best: boolean;
      /** By key, such as `every`. */
      readonly numbers: Readonly<Record<string, number | undefined>>;
    }
  | { readonly kind: 'other'; readonly text: string };

export function keepOf(value: unknown): KeepSetting {
  if (value === undefined || typeof value === 'number') return { kind: 'newest', count: value };
  const other: KeepSetting = { kind: 'other', text: JSON.stringify(value) };
  if (!Array.isArray(value)) return other;
  const keep = { latest: false, best: false, numbers: {} as Record<string, number> };
  for (const item of value as readonly unknown[]) {
    if (item === 'latest' || item === 'best') keep[item] = true;
    else if (!isMapping(item) || !Object.entries(item).every(([key, number]) => isRule(key, number))) return other;
    else Object.assign(keep.numbers, item);
  }
  return { kind: 'rules', ...keep };
}

/** As the file has it; undefined where it says nothing. */
export function keepWritten(keep: KeepSetting): number | object | undefined {
  if (keep.kind === 'other') return undefined;
  if (keep.kind === 'newest') return keep.count;
  const rules = [
    ...(['latest', 'best'] as const).filter((name) => keep[name]),
    ...Object.entries(keep.numbers).flatMap(([key, number]) => (number === undefined ? [] : [{ [key]: number }])),
  ];
  return rules.length === 0 ? undefined : rules;
}

function isRule(key: string, number: unknown): boolean {
  return keepRules.some((rule) => rule.key === key) && typeof number === 'number';
}
