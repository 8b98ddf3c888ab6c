import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import {
  div,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { catalog } from '../catalog/catalog.ts';
import { heldOutBatch } from '../data/heldOut.ts';
import { mixturePoints } from '../data/mixturePoints.ts';
import { ring } from '../data/ring.ts';
import { inUse } from '../players/pass.ts';
import { gameOfConfig } from './gameOfConfig.ts';
import { judge } from './judge.ts';
import { freshState } from './playerState.ts';
import { readSignals } from './readSignals.ts';
import { readValues } from './readValues.ts';
import { eagerWatcher } from './watcher.ts';

const random = await testBackend();
const recipe = catalog.recipes.find(({ name }) => name === 'ring-mlp')!;
const defaults = Object.fromEntries(recipe.hyperparameters.map((parameter) => [parameter.name, parameter.default]));

test.each<Record<string, Scalar>>([
  { width_d: 16 },
  { width_d: 96 },
  { width_d: 128 },
  { pac: 3 },
  { spectral_norm: true },
])('read together they equal, bit for bit, those read one by one: %j', (changes) => {
  const values = { ...defaults, ...changes };
  const checkpoint = { everySteps: 5, keep: 1 };
  const config: TrialConfig = { recipe: 'ring-mlp', dataset: 'ring', seed: 5, steps: 10, values, checkpoint };
  const game = gameOfConfig(config, ring, random);
  const state = freshState(game);
  const heldOut = heldOutBatch(ring, 256, 0, random);
  const trainedOn = { samples: mixturePoints(random, ring, 200, { seed: 5, step: 1 }) };
  const wave = (size: number, at: number) =>
    tensor1d(Float32Array.from({ length: size }, (_, i) => Math.sin(i + at) / 7));
  const [dGradient, gGradient] = [wave(state.d.weights.size, 0), wave(state.g.weights.size, 0)];
  const [dBefore, gBefore] = [state.d, state.g].map(({ weights }) => sub(weights, wave(weights.size, 1)) as Tensor1D);
  const last = { dGradient, gGradient, dBefore: dBefore!, gBefore: gBefore! };

  const watched = { heldOut, trainedOn };
  const unseen = { watcher: eagerWatcher(game), state, step: 7, last };
  const together = readSignals({ game, watched }, unseen);
  const ratio = (to: Tensor, from: Tensor) => readValues(() => div(length(sub(to, from)), length(to)))[0];
  const alone = {
    real: readValues(() => judge(game, state, heldOut)),
    fake: readValues(() => {
      const z = game.random.normal([128, game.zDim], { seed: 5, purpose: 'z-for-log', step: 7 }) as Tensor2D;
      return judge(game, state, { samples: game.g.apply(state.g.weights, z, inUse) });
    }),
    trainedOn: readValues(() => judge(game, state, trainedOn)),
    ratios: [ratio(state.d.weights, last.dBefore), ratio(state.g.weights, last.gBefore)],
    norms: [dGradient, gGradient].map((gradient) => readValues(() => length(gradient))[0]),
  };
  expect(together.onReal).toEqual(alone.real);
  expect(together.onFake).toEqual(alone.fake);
  expect(together.onTrainedOn).toEqual(alone.trainedOn);
  expect(together.ofStep?.updateRatios.map(Math.fround)).toEqual(alone.ratios);
  expect(together.ofStep?.gradientNorms).toEqual(alone.norms);
  const { onTrainedOn: _, ...others } = together;
  expect(readSignals({ game, watched: { heldOut } }, unseen)).toEqual(others);
  const { ofStep: __, ...withoutStep } = together;
  expect(readSignals({ game, watched }, { ...unseen, last: undefined })).toEqual(withoutStep);
});

function length(vector: Tensor): Tensor {
  return sqrt(sum(square(vector)));
}
