import type { Reached } from './trainOnce.ts';

interface Promised {
  readonly what: string;
  holds(reached: readonly Reached[]): boolean;
}

const balanced: readonly Promised[] = [
  {
    what: 'every class has at least 3 % of the samples in every seed',
    holds: (reached) => reached.every(({ trained }) => trained['eval/classes_held'] === 10),
  },
  {
    what: 'Fréchet distance at most half that of the untrained net in every seed',
    holds: (reached) =>
      reached.every(({ untrained, trained }) => trained['eval/frechet']! <= untrained['eval/frechet']! / 2),
  },
];

const digits: readonly Promised[] = [
  {
    what: 'mean classifier confidence above 0.8 in every seed',
    holds: (reached) => reached.every(({ trained }) => trained['eval/classifier_confidence']! > 0.8),
  },
  ...balanced,
];

const digitsByLabel: readonly Promised[] = [
  {
    what: 'above 0.8 of the samples are the digit that was asked for in every seed',
    holds: (reached) => reached.every(({ trained }) => trained['eval/label_accuracy']! > 0.8),
  },
  ...digits,
];

/** What is promised of recipes with their defaults, by name. */
const promises: Readonly<Record<string, readonly Promised[]>> = {
  'ring-mlp': [
    {
      what: '8 of 8 modes held and at least 70 % of high quality in 4 of 5 seeds, within 20,000 steps',
      holds: (reached) => {
        const good = reached.filter(
          ({ steps, trained }) =>
            steps <= 20_000 && trained['eval/modes_held'] === 8 && trained['eval/hq_share']! >= 0.7,
        );
        return good.length >= 0.8 * reached.length;
      },
    },
  ],
  'mnist-bce': digits,
  dcgan: digits,
  'dcgan image_size=32': digits,
  'lsgan-mlp': balanced,
  cgan: digitsByLabel,
  acgan: digitsByLabel,
  projection: digitsByLabel,
};

/** Nothing of a recipe whose settings are not its own, unless they are named here. */
export function promisesOf(name: string): readonly Promised[] {
  return promises[name] ?? [];
}
