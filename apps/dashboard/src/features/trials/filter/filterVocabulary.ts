import type { RecipeEntry } from '@seesaw/shared/catalog';
import type { NameType } from '@seesaw/shared/expression/checkExpression';
import { filterNames } from '@seesaw/shared/filterNames';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';

/** A name that a filter may use, with what completion says of it. */
export interface FilterWord extends NameType {
  readonly name: string;
  readonly kind: 'varied' | 'setting' | 'metric' | 'field';
  /** Values that it is likely compared with; unlike `values`, others may be right as well. */
  readonly likely: readonly Scalar[];
  readonly note: string;
}

const rank: Readonly<Record<FilterWord['kind'], number>> = { varied: 0, field: 1, metric: 2, setting: 3 };

/** Every name of the sweep's filters, those first that are most likely meant. */
export function filterVocabulary(
  sweep: ResolvedSweep,
  { metrics, recipe }: { metrics: readonly string[]; recipe: RecipeEntry | undefined },
): FilterWord[] {
  const words = [...filterNames(sweep, metrics)].map(([name, known]): FilterWord => {
    const axis = sweep.space.find((one) => one.name === name)?.dimension;
    const kind =
      known.from === 'metric'
        ? 'metric'
        : known.from === 'values'
          ? axis === undefined || axis.kind === 'constant'
            ? 'setting'
            : 'varied'
          : 'field';
    const hyperparameter = recipe?.hyperparameters.find((one) => one.name === name);
    const likely =
      known.values ??
      (axis?.kind === 'choice' ? axis.values : hyperparameter?.kind === 'choice' ? hyperparameter.choices : []);
    const note =
      kind === 'metric'
        ? (recipe?.metrics.find((one) => one.name === name)?.label ?? 'metric, last value')
        : kind === 'field'
          ? 'of the trial'
          : kind === 'varied'
            ? 'varied'
            : `always ${String(sweep.base[name] ?? '')}`;
    return { name, kind, type: known.type, ...(known.values && { values: known.values }), likely, note };
  });
  return words.sort((a, b) => rank[a.kind] - rank[b.kind] || a.name.localeCompare(b.name));
}
