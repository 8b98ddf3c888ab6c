import type { RecipeEntry } from '@seesaw/shared/catalog';
import type { FloatHyperparameter, Hyperparameter, IntHyperparameter } from '@seesaw/shared/hyperparameter';
import { functionArguments } from '../functions.ts';
import { functionMetrics } from '../metrics.ts';

const mostArguments = 10;

/** Lets the whole system run a sweep whose best point is known, in milliseconds a trial. */
export const testFunction: RecipeEntry = {
  name: 'function',
  title: 'Test function',
  description:
    'No network at all: the score of a trial is the value of a famous function at the point that the sweep chose. Where its lowest point lies is known, so one sees at once how well a search method does. Some have two or three values at once, for sweeps of several objectives. Made for comparing methods and for trying out sweeps.',
  sampleKind: 'none',
  defaultDataset: 'none',
  datasets: ['none'],
  hyperparameters: [
    {
      kind: 'choice',
      name: 'function',
      label: 'function',
      unit: '',
      default: 'branin',
      choices: Object.keys(functionArguments),
      why: 'Which function is evaluated.',
    },
    ...Array.from({ length: mostArguments }, (_, index) => argument(index + 1)),
    number('noise', 'noise', 0, 'Standard deviation of what is added to every value, drawn from (seed, step).'),
    number(
      'learning',
      'learning',
      0,
      'What step 1 lies above the value; it shrinks with the root of the step, as a training that converges.',
    ),
    count('steps', 'steps', 1, 1, 1_000_000_000, 'Length of the make-believe training.'),
    {
      ...count('step_ms', 'step time', 0, 0, 3_600_000, 'How long a step takes: a training that costs time, not work.'),
      unit: 'ms',
      observes: true,
    },
    count('eval_every', 'evaluate every', 1, 1, 1_000_000_000, 'Steps between two values.'),
    count('seed', 'seed', 1, 0, 4_294_967_295, 'Decides the noise.'),
  ],
  metrics: functionMetrics,
};

function argument(index: number): Hyperparameter {
  return number(`x${index}`, `x${index}`, 0, `Argument ${index} of the function, where it takes as many.`, -1000, 1000);
}

function number(
  name: string,
  label: string,
  value: number,
  why: string,
  min = 0,
  max = 1_000_000,
): FloatHyperparameter {
  return { kind: 'float', name, label, unit: '', default: value, min, max, scale: 'linear', why };
}

function count(name: string, label: string, value: number, min: number, max: number, why: string): IntHyperparameter {
  return { kind: 'int', name, label, unit: '', default: value, min, max, scale: 'linear', why };
}
