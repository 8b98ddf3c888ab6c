/** What one training of a recipe with its defaults came to. */
export interface Reached {
  readonly seed: number;
  readonly steps: number;
  readonly msPerStep: number;
  /** eval/* before the first step and after the last. */
  readonly untrained: Readonly<Record<string, number>>;
  readonly trained: Readonly<Record<string, number>>;
}

interface Promised {
  readonly what: string;
  holds(reached: readonly Reached[]): boolean;
}

const digits: readonly Promised[] = [
  {
    what: 'mean classifier confidence above 0.8 in every seed',
    holds: (reached) => reached.every(({ trained }) => trained['eval/classifier_confidence']! > 0.8),
  },
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

/** What recipes with their defaults reach, by name. */
export const promises: Readonly<Record<string, readonly Promised[]>> = {
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
};
