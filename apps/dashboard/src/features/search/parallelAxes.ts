import { trialStateOrder } from '../../theme/stateLooks.ts';
import { decoded } from '../../urlState.ts';
import { noValue } from './brush.ts';
import { numberAxis, type SearchAxis } from './searchAxis.ts';
import { type SearchTrial, scoreOf } from './searchTrial.ts';

export type AxisRole = 'parameter' | 'objective' | 'outcome';

/** An axis in its place, upright or turned over. */
export interface ShownAxis {
  readonly axis: SearchAxis;
  readonly isFlipped: boolean;
  readonly role: AxisRole;
  /** In [0, 1], or below 0 without a value. */
  readonly placeOf: (trial: SearchTrial) => number;
}

/** The axis that tells how trials ended: where those that failed are seen beside the others. */
export const outcomeAxis = 'outcome';

/** Without a choice: so many hyperparameters, then the objectives, then how it ended. */
const usualParameters = 8;

/** All axes there are. */
export function allAxes(input: {
  readonly trials: readonly SearchTrial[];
  readonly parameters: readonly SearchAxis[];
  readonly objectives: readonly { readonly name: string }[];
  readonly scoreAxes: readonly SearchAxis[];
}): ShownAxis[] {
  const { trials, parameters, objectives, scoreAxes } = input;
  const states = trialStateOrder.filter((state) => trials.some((trial) => trial.state === state)).toReversed();
  const place = (state: string) => {
    const index = states.indexOf(state as (typeof states)[number]);
    return states.length < 2 ? 0.5 : index / (states.length - 1);
  };
  const outcome: SearchAxis = {
    ...numberAxis(outcomeAxis, [], false),
    ...{ kind: 'choice', valueAt: undefined, choices: states },
    at: (value) => place(String(value)),
    ticks: states.map((state) => ({ at: place(state), label: state })),
  };
  const known = (at: number) => (Number.isNaN(at) ? noValue : at);
  return [
    ...parameters.map((axis, index) => ({
      ...{ axis, isFlipped: false, role: 'parameter' as const },
      placeOf: (trial: SearchTrial) => known(axis.at(trial.values[index])),
    })),
    ...objectives.map((_, index) => ({
      ...{ axis: scoreAxes[index]!, isFlipped: false, role: 'objective' as const },
      placeOf: (trial: SearchTrial) => known(scoreAxes[index]!.at(scoreOf(trial, index))),
    })),
    { axis: outcome, isFlipped: false, role: 'outcome', placeOf: (trial) => place(trial.state) },
  ];
}

/** `lr_d,-loss`: those, the second turned over. Unknown names are left out. */
export function shownAxes(all: readonly ShownAxis[], text: string | undefined): ShownAxis[] {
  if (text === undefined) {
    return all.filter((one, index) => one.role !== 'parameter' || index < usualParameters);
  }
  const shown: ShownAxis[] = [];
  for (const part of text.split(',')) {
    const isFlipped = part.startsWith('-');
    const name = decoded(isFlipped ? part.slice(1) : part);
    const found = all.find(({ axis }) => axis.name === name);
    if (found !== undefined && !shown.some(({ axis }) => axis.name === name)) shown.push({ ...found, isFlipped });
  }
  return shown;
}

export function printAxes(axes: readonly ShownAxis[]): string {
  return axes.map(({ axis, isFlipped }) => (isFlipped ? '-' : '') + encodeURIComponent(axis.name)).join(',');
}

/** Puts an axis at another place among the others. */
export function moveAxis(axes: readonly ShownAxis[], from: number, to: number): ShownAxis[] {
  const moved = [...axes];
  const [one] = moved.splice(from, 1);
  if (one !== undefined) moved.splice(Math.max(0, Math.min(moved.length, to)), 0, one);
  return moved;
}
