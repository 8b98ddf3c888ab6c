import { didYouMean } from '@seesaw/shared/didYouMean';
import { SeesawError } from '@seesaw/shared/errors';
import { misfit, type Scalar } from '@seesaw/shared/hyperparameter';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Point } from '@seesaw/shared/searchSpace';
import { isActive } from '@seesaw/shared/space/activeAxes';
import { ruleFaults } from '@seesaw/shared/space/ruleFaults';
import type { ServerParts } from './serverParts.ts';

/**
 * A point that a person picked, complete: varied hyperparameters that were left out have the recipe's default. It may lie
 * outside of the searched bounds and set what the sweep does not vary, as long as the recipe can train it. It keeps to the
 * conditions and constraints of the sweep; with `force` not even that.
 *
 * @throws SeesawError 'invalid-sweep' with the first thing wrong
 */
export function checkedPoint(
  sweep: ResolvedSweep,
  { values, force = false }: { readonly values: Point; readonly force?: boolean | undefined },
  { catalog, findContradictions }: Pick<ServerParts, 'catalog' | 'findContradictions'>,
): Point {
  const hyperparameters = catalog.recipes.find(({ name }) => name === sweep.recipe)?.hyperparameters ?? [];
  const known = new Map(hyperparameters.map((one) => [one.name, one]));
  for (const [name, value] of Object.entries(values)) {
    const hyperparameter = known.get(name);
    if (hyperparameter === undefined) {
      throw invalid(
        `${sweep.recipe} has no hyperparameter ${JSON.stringify(name)}`,
        didYouMean(name, [...known.keys()]),
      );
    }
    const reason = misfit(hyperparameter, value);
    if (reason !== undefined) throw invalid(`${name}: ${reason}`, `seesaw recipes ${sweep.recipe} lists the ranges`);
  }
  const point: Record<string, Scalar> = { ...values };
  for (const axis of sweep.space) {
    const standard = known.get(axis.name)?.default;
    // A seed derives from the number.
    if (standard !== undefined && axis.name !== 'seed' && isActive(axis, point)) point[axis.name] ??= standard;
  }
  const [broken] = force ? [] : ruleFaults(sweep.space, sweep.constraints ?? [], point);
  if (broken !== undefined) {
    throw invalid(
      `The point is outside of the space: ${broken.message}`,
      'choose other values, or train it all the same with --force',
    );
  }
  const all: Record<string, Scalar> = { ...sweep.base, ...point };
  for (const { name, onlyForLosses } of hyperparameters) {
    const idle = onlyForLosses !== undefined && !onlyForLosses.includes(String(all.loss));
    if (idle && values[name] === undefined) delete all[name];
  }
  const [first] = findContradictions({ recipe: sweep.recipe, dataset: sweep.dataset, values: all });
  if (first !== undefined) throw invalid(first.message, first.suggestion);
  return point;
}

function invalid(message: string, hint: string | undefined): SeesawError {
  return new SeesawError('invalid-sweep', message, { facts: { hint } });
}
