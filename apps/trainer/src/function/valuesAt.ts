import { functionArguments } from '@seesaw/gan/catalog/functions';
import { draw } from '@seesaw/search/draw';
import { paretoFunctions } from '@seesaw/search/functions/paretoFunctions';
import { testFunctions } from '@seesaw/search/functions/testFunctions';
import { uniformStream } from '@seesaw/search/stream';
import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

/**
 * The metrics of a `function` trial at a step: f(x) + learning / √step + noise · N(0, 1), the last drawn from (seed, step);
 * `eval/score`, and `eval/score2`, … of a function with several values. Nothing but the configuration and the step decides
 * them, so a resumed trial needs no state.
 *
 * @throws SeesawError 'invalid-sweep' for a function that is not known
 */
export function valuesAt({ values, seed }: Pick<TrialConfig, 'values' | 'seed'>, step: number): Record<string, number> {
  const noise = Number(values.noise ?? 0);
  const late = Number(values.learning ?? 0) / Math.sqrt(step);
  return Object.fromEntries(
    evaluate(values).map((value, index) => {
      const place = index === 0 ? '' : String(index + 1);
      return [`eval/score${place}`, value + late + (noise === 0 ? 0 : noise * standardNormal(seed, step, place))];
    }),
  );
}

function evaluate(values: TrialConfig['values']): readonly number[] {
  const name = String(values.function);
  const of = <F>(functions: Readonly<Record<string, F>>) =>
    Object.entries(functions).find(([key]) => key === name && key in functionArguments)?.[1];
  const [one, several] = [of(testFunctions), of(paretoFunctions)];
  if (one !== undefined) return [one.evaluate(values)];
  if (several !== undefined) return several.evaluate(values);
  throw new SeesawError('invalid-sweep', `There is no test function ${name}.`);
}

function standardNormal(seed: number, step: number, place: string): number {
  const normal = { kind: 'normal', mu: 0, sigma: 1, scale: 'linear' } as const;
  return Number(draw(normal, uniformStream({ seed, number: step, parameter: `noise${place}` })));
}
