import { compileProgram } from '@seesaw/compile/compileProgram';
import { dropIdleSessions } from '@seesaw/compile/session';
import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { dispose, memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testBackend, testDraws } from '../testBackend.ts';
import { testImages } from '../testImages.ts';
import { testTrial } from '../testTrial.ts';
import { catalog } from './catalog/catalog.ts';
import { findContradictions } from './catalog/contradictions.ts';
import { packKey } from './catalog/packKey.ts';
import { ring } from './data/ring.ts';
import type { Asks } from './game/feeding.ts';
import { gameOfConfig } from './game/gameOfConfig.ts';
import { packedPlayer } from './game/packedPlayer.ts';
import { freshState, type GameState, tensorsOfState } from './game/playerState.ts';
import { type SharedLooks, sharedLooks } from './game/sharedLooks.ts';
import type { SeededDraws } from './random/seededDraws.ts';
import { createTraining } from './training.ts';

const random = await testBackend();
const draws = await testDraws();

const small = { width_d: 8, batch_size: 8, z_dim: 3 };

/** One of a hyperparameter's values, often one that another configuration has as well. */
function someValue(parameter: Hyperparameter): fc.Arbitrary<Scalar> {
  switch (parameter.kind) {
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...parameter.choices);
    case 'int':
      return fc.constantFrom(parameter.default, ...[1, 2, 4].filter((value) => value >= parameter.min));
    case 'float':
      return fc.constantFrom(parameter.default, ...[0.05, 0.3, 0.7].filter((value) => value >= parameter.min));
  }
}

/** Some hyperparameters of a recipe, those that make nets larger or take long left out. */
function changesOf(recipe: string, most: number): fc.Arbitrary<Readonly<Record<string, Scalar>>> {
  const { hyperparameters } = catalog.recipes.find(({ name }) => name === recipe)!;
  const left = ['net', 'image_size', 'width_ratio', 'execution', 'eval_samples', 'steps', 'batch_size', 'pac'];
  const free = hyperparameters.filter(({ name }) => !left.includes(name) && !(name in small));
  const one = fc
    .constantFrom(...free)
    .chain((parameter) => someValue(parameter).map((value): [string, Scalar] => [parameter.name, value]));
  return fc.array(one, { maxLength: most }).map((chosen) => Object.fromEntries(chosen));
}

const trialOf = (recipe: string, values: Readonly<Record<string, Scalar>>): TrialConfig =>
  testTrial(
    { ...small, ...(recipe === 'ring-mlp' ? {} : { net: 'mlp', dense_width: 0 }), ...values },
    { recipe, steps: 9 },
  );

const possible = ({ recipe, dataset, seed, steps, values }: TrialConfig) =>
  findContradictions({ recipe, dataset, values: { ...values, steps, seed } }).length === 0;

/** Of the changes all those that leave a trial possible and its key what it is. */
function changedWithin(trial: TrialConfig, changes: Readonly<Record<string, Scalar>>): TrialConfig {
  let kept = trial;
  for (const [name, value] of Object.entries(changes)) {
    const seed = name === 'seed' ? Number(value) : kept.seed;
    const changed = { ...kept, seed, values: { ...kept.values, [name]: value } };
    if (possible(changed) && packKey(changed) === packKey(trial)) kept = changed;
  }
  return kept;
}

const pair = (recipe: string) =>
  fc
    .tuple(changesOf(recipe, 6), changesOf(recipe, 40))
    .map(([values, changes]) => [trialOf(recipe, values), changes] as const)
    .filter(([trial]) => possible(trial))
    .map(([trial, changes]) => [trial, changedWithin(trial, changes)] as const);

/** How often for each recipe: as often as the time that its programs take to compile allows. */
test.each([
  ['ring-mlp', 8],
  ['mnist-bce', 4],
  ['acgan', 2],
  ['cgan', 2],
] as const)('%s: what has one key joins one pack', (recipe, numRuns) => {
  const before = memory().numTensors;
  fc.assert(
    fc.property(pair(recipe), (trials) => {
      const pack = packedPlayer({
        lanes: 2,
        draws,
        isGivenWhole: true,
        compile: (entries, options) => compileProgram(entries, { ...options, mode: 'graph' }),
      });
      const data = recipe === 'ring-mlp' ? ring : testImages;
      const games = trials.map((trial) => gameOfConfig(trial, data, random));
      const states = games.map((game): GameState => tidy(() => freshState(game) as never));
      try {
        games.forEach((game, lane) => {
          pack.join(lane, { game, state: states[lane]!, step: 0, lastStep: trials[lane]!.steps });
        });
        const left = pack.play(new Map([0, 1].map((lane) => [lane, 2])));
        expect(left.dLoss.dataSync().every((loss) => !Number.isNaN(loss))).toBe(true);
        left.dispose();
      } finally {
        pack.dispose();
        dispose(states.flatMap((state) => tensorsOfState(state).filter((one: Tensor) => !one.isDisposed)));
        for (const { optimizerD, optimizerG } of games) for (const one of [optimizerD, optimizerG]) one.dispose();
        dropIdleSessions();
      }
    }),
    { numRuns },
  );
  expect(memory().numTensors).toBe(before);
});

/** What is seen of a training after its first step, and how many looks were compiled for that. */
function seen({ values, ...trial }: TrialConfig, looks?: SharedLooks) {
  const config = { ...trial, values: { ...values, log_every: 1, eval_every: 1, sample_every: 1 } };
  let compiled = 0;
  const training = createTraining({
    config,
    data: config.recipe === 'ring-mlp' ? ring : testImages,
    random,
    compiled: {
      draws,
      ...(looks && { looks }),
      compile(entries, { what, ...options }) {
        if (what !== 'steps') compiled += 1;
        return compileProgram(entries, { ...options, mode: what === 'steps' ? 'eager' : 'graph' });
      },
    },
  });
  training.trainStep();
  const shown = { ...training.readMetrics(), ...training.diagnose(), sample: training.sample().tensors };
  training.dispose();
  return { shown, compiled };
}

test.each([
  ['ring-mlp', 6],
  ['acgan', 2],
  ['cgan', 2],
] as const)(
  '%s: what has one key is looked at with the same programs, and shows what it does with its own',
  (recipe, numRuns) => {
    const before = memory().numTensors;
    fc.assert(
      fc.property(pair(recipe), ([one, other]) => {
        const looks = sharedLooks();
        try {
          expect(seen(one, looks).compiled).toBeGreaterThan(3);
          const { shown, compiled } = seen(other, looks);
          expect(compiled).toBe(0);
          expect(shown).toEqual(seen(other).shown);
        } finally {
          looks.dispose();
          dropIdleSessions();
        }
      }),
      { numRuns },
    );
    expect(memory().numTensors).toBe(before);
  },
);

/** The state after all steps, and how often something was drawn until then: by tracing, and by running to know what to feed. */
function ended(config: TrialConfig, mode: 'graph' | 'eager', asked?: Map<string, Asks>) {
  let drawn = 0;
  const counted =
    <Draw extends (...given: never[]) => unknown>(draw: Draw) =>
    (...given: Parameters<Draw>) => {
      drawn += 1;
      return draw(...given);
    };
  const training = createTraining({
    config,
    data: config.recipe === 'ring-mlp' ? ring : testImages,
    random,
    compiled: {
      draws: { normal: counted(draws.normal), uniform: counted(draws.uniform) } as SeededDraws,
      ...(asked && { asked }),
      compile: (entries, options) => compileProgram(entries, { ...options, mode }),
    },
  });
  training.trainStep(config.steps);
  const state = training.save();
  training.dispose();
  return { state, drawn };
}

test.each([
  ['ring-mlp', 6],
  ['mnist-bce', 2],
  ['cgan', 2],
] as const)(
  '%s: steps of what has one key ask for the same, so that they need not be run to know it, compiled or not',
  (recipe, numRuns) => {
    const before = memory().numTensors;
    fc.assert(
      fc.property(pair(recipe), ([one, other]) => {
        const asked = new Map<string, Asks>();
        ended(one, 'graph', asked);
        const expected = ended(other, 'graph');
        const found = ended(other, 'graph', asked);
        expect(found.state).toEqual(expected.state);
        expect(found.drawn).toBeLessThan(expected.drawn);
        expect(ended(other, 'eager', asked).state).toEqual(ended(other, 'eager').state);
        dropIdleSessions();
      }),
      { numRuns },
    );
    expect(memory().numTensors).toBe(before);
  },
);
