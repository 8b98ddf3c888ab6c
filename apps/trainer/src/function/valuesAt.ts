import { functionArguments } from '@seesaw/gan/catalog/functions';
import { draw } from '@seesaw/search/draw';
import { testFunctions } from '@seesaw/search/functions/testFunctions';
import { uniformStream } from '@seesaw/search/stream';
import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

/**
 * The score of a `function` trial at a step: f(x) + learning / √step + noise · N(0, 1), the last drawn from (seed, step).
 * Nothing but the configuration and the step decides it, so a resumed trial needs no state.
 *
 * @throws SeesawError 'invalid-sweep' for a function that is not known
 */
export function valueAt({ values, seed }: Pick<TrialConfig, 'values' | 'seed'>, step: number): number {
  const name = String(values.function);
  const known = Object.entries(testFunctions).find(([key]) => key === name && key in functionArguments)?.[1];
  if (known === undefined) throw new SeesawError('invalid-sweep', `There is no test function ${name}.`);
  const normal = { kind: 'normal', mu: 0, sigma: 1, scale: 'linear' } as const;
  const noise = Number(values.noise ?? 0);
  const noisy =
    noise === 0 ? 0 : noise * Number(draw(normal, uniformStream({ seed, number: step, parameter: 'noise' })));
  return known.evaluate(values) + Number(values.learning ?? 0) / Math.sqrt(step) + noisy;
}
