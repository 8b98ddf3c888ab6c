import type { CommandBody } from '@seesaw/shared/api';
import { SeesawError } from '@seesaw/shared/errors';
import { type Hyperparameter, misfit, type Scalar } from '@seesaw/shared/hyperparameter';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { contradictionsOf } from '@seesaw/shared/sweepFileContradictions';
import { widenSpace } from '@seesaw/shared/widenSpace';
import type { Extension } from '@seesaw/shared/workflows';
import type { ServerParts } from './serverParts.ts';

/**
 * An extension whose values the recipe knows, with what of the recipe depends on the last step.
 *
 * @throws SeesawError 'invalid-sweep' for values outside of what the recipe allows, or that clash
 */
export function checkedExtension(
  sweep: ResolvedSweep,
  body: Extract<CommandBody, { kind: 'extend' }>,
  { catalog, findContradictions }: Pick<ServerParts, 'catalog' | 'findContradictions'>,
): Extension {
  const hyperparameters = catalog.recipes.find(({ name }) => name === sweep.recipe)?.hyperparameters ?? [];
  const known = new Map(hyperparameters.map((one) => [one.name, one]));
  if (body.steps !== undefined) checkValue(known, 'steps', body.steps);
  for (const { name, min, max, values = [] } of body.bounds ?? []) {
    for (const value of [min, max, ...values]) if (value !== undefined) checkValue(known, name, value);
  }
  if (body.bounds !== undefined) {
    const widened = widenSpace(sweep.space, sweep.method, body.bounds);
    if (!widened.ok) throw invalid(widened.message, widened.hint);
    const candidate = { ...sweep, space: widened.space, hyperparameters };
    const [first] = contradictionsOf(candidate, findContradictions).errors;
    if (first !== undefined) throw invalid(first.message, first.suggestion);
  }
  const schedules = hyperparameters.flatMap(({ name, untilLastStep }) =>
    untilLastStep === undefined ? [] : [{ name, neutral: untilLastStep.neutral }],
  );
  return { ...body, ...(body.steps !== undefined && { schedules }) };
}

function checkValue(known: ReadonlyMap<string, Hyperparameter>, name: string, value: Scalar): void {
  const hyperparameter = known.get(name);
  const reason = hyperparameter === undefined ? 'the recipe has no such hyperparameter' : misfit(hyperparameter, value);
  if (reason !== undefined) throw invalid(`${name}: ${reason}`, 'seesaw recipes <recipe> lists names and ranges');
}

function invalid(message: string, hint: string): SeesawError {
  return new SeesawError('invalid-sweep', message, { facts: { hint } });
}
