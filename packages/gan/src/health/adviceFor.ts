import type { Hyperparameter } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { catalog } from '../catalog/catalog.ts';
import { adviceInWords, type Turn, turns } from './advice.ts';

/** Rules judge what was reported and know no configuration, so they name every knob; a verdict is kept in words. */
const turnsByWords = new Map(Object.values(turns).map((all) => [adviceInWords(all), all as readonly Turn[]]));

/**
 * The advice without what this trial cannot do: a knob at its limit or that its recipe or loss does not have, and a choice that it has
 * made already. Other words stay as they are.
 */
export function adviceFor(advice: string, { recipe, values }: Pick<TrialConfig, 'recipe' | 'values'>): string {
  const all = turnsByWords.get(advice);
  const entry = catalog.recipes.find(({ name }) => name === recipe);
  if (all === undefined || entry === undefined) return advice;
  const possible = all.flatMap((turn): Turn[] => {
    if (turn.way === 'other') return [turn];
    const knob = entry.hyperparameters.find(({ name }) => name === turn.knob);
    if (knob === undefined || (knob.onlyForLosses && !knob.onlyForLosses.includes(String(values.loss)))) return [];
    const now = values[knob.name] ?? knob.default;
    const further = turn.way === 'set' && isOn(knob, now) ? ({ way: turn.further, knob: knob.name } as const) : turn;
    return canDo(further, knob, now) ? [further] : [];
  });
  return possible.length === 0 ? 'What is usually turned for this has reached its limit.' : adviceInWords(possible);
}

function isOn(knob: Hyperparameter, now: unknown): boolean {
  return 'min' in knob ? now !== knob.min : now !== 'none';
}

function canDo(turn: Exclude<Turn, { way: 'other' }>, knob: Hyperparameter, now: unknown): boolean {
  switch (turn.way) {
    case 'set':
      return true;
    case 'raise':
      return 'max' in knob && Number(now) < knob.max;
    case 'lower':
      return 'min' in knob && Number(now) > knob.min;
    case 'centre':
      return now !== 1;
    case 'use':
      return (
        now !== turn.value &&
        (turn.insteadOf === undefined || now === turn.insteadOf) &&
        knob.kind === 'choice' &&
        knob.choices.includes(turn.value)
      );
  }
}
