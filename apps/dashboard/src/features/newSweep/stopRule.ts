import type { Setting } from '@seesaw/shared/settings/setting';
import { stopRules } from '@seesaw/shared/settings/stopRules';
import { type FileMapping, isMapping, type ParameterSetting } from './sweepForm.ts';

export type StopRuleName = keyof typeof stopRules;

export const stopRuleNames = Object.keys(stopRules) as readonly StopRuleName[];

/** The rule of `early_terminate` that the form can show; `other` for W&B's forms and whatever is no rule. */
export function stopRuleOf(value: unknown): StopRuleName | 'none' | 'other' {
  if (value === undefined) return 'none';
  const name = stopRuleNames.find((known) => isMapping(value) && value.type === known);
  if (name === undefined || !isMapping(value)) return 'other';
  const known = ['type', ...stopRules[name].settings.map(({ key }) => key)];
  return Object.keys(value).every((key) => known.includes(key)) ? name : 'other';
}

/** A rule to begin with: what the one before it says that fits, and for the rest what is needed. */
export function startOfRule(name: StopRuleName, before: unknown, lastStep: number): FileMapping {
  const earlier = isMapping(before) ? before : {};
  const rule: Record<string, unknown> = { type: name };
  for (const setting of stopRules[name].settings) {
    const value = earlier[setting.key] ?? (setting.isNeeded ? startOf(setting, lastStep) : undefined);
    if (value !== undefined) rule[setting.key] = value;
  }
  return rule;
}

/** The fewest steps that a trial trains for, as far as the form can tell. */
export function shortestTraining(steps: ParameterSetting | undefined, standard: unknown): number {
  const values =
    steps?.kind === 'value'
      ? [steps.value]
      : steps?.kind === 'values'
        ? steps.values
        : steps?.kind === 'range'
          ? [steps.min]
          : [standard];
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? 1 : Math.min(...numbers);
}

/** One digit is enough: 44.4 → 40. */
function startOf(setting: Setting, lastStep: number): number | undefined {
  if (setting.kind !== 'int' || setting.startShare === undefined) return undefined;
  return Math.max(1, Math.round(Number((lastStep * setting.startShare).toPrecision(1))));
}
