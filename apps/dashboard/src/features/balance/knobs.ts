import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';

/** What the sweep varies, in the order of its file. */
export function variedKnobs(sweep: ResolvedSweep): string[] {
  return sweep.space
    .filter(
      ({ dimension }) => dimension.kind !== 'constant' && !(dimension.kind === 'choice' && dimension.values.length < 2),
    )
    .map(({ name }) => name);
}

/** The values a knob will take, where the sweep file lists them. */
export function plannedValues(sweep: ResolvedSweep, knob: string): readonly Scalar[] {
  const dimension = sweep.space.find((one) => one.name === knob)?.dimension;
  return dimension?.kind === 'choice' ? dimension.values : [];
}

/** Whether a knob was searched on a log scale; undefined where its dimension has none. */
export function isLogKnob(sweep: ResolvedSweep, knob: string): boolean | undefined {
  const dimension = sweep.space.find((one) => one.name === knob)?.dimension;
  return dimension === undefined || !('scale' in dimension) ? undefined : dimension.scale !== 'linear';
}

/** Balance knobs that are numbers make the best axes; the seed is the worst. */
export function axisCandidates(varied: readonly string[], hyperparameters: readonly Hyperparameter[]): string[] {
  const rank = (name: string) => {
    if (name === 'seed') return 3;
    const entry = hyperparameters.find((one) => one.name === name);
    if (entry?.balance === true) return entry.kind === 'choice' || entry.kind === 'boolean' ? 1 : 0;
    return 2;
  };
  return [...varied].sort((a, b) => rank(a) - rank(b));
}

/** Which end of an axis makes which player stronger, for its title. */
export function axisTitle(knob: string): string {
  const hints: Readonly<Record<string, string>> = {
    lr_ratio: 'stronger G →',
    g_steps: 'stronger G →',
    width_ratio: 'stronger G →',
    d_steps: 'stronger D →',
    lr_d: 'stronger D →',
    width_d: 'stronger D →',
  };
  const hint = hints[knob];
  return hint === undefined ? knob : `${knob}, ${hint}`;
}
