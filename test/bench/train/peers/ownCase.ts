import { heldOutBatch } from '@seesaw/gan/data/heldOut';
import { mixturePoints } from '@seesaw/gan/data/mixturePoints';
import { compiledPlayer } from '@seesaw/gan/game/compiledPlayer';
import type { Game } from '@seesaw/gan/game/game';
import { gameOfConfig } from '@seesaw/gan/game/gameOfConfig';
import { type PackedPlayer, packedPlayer } from '@seesaw/gan/game/packedPlayer';
import { freshState, type GameState } from '@seesaw/gan/game/playerState';
import { readValues } from '@seesaw/gan/game/readValues';
import type { RealSource } from '@seesaw/gan/game/realBatches';
import { eagerPlayer, type StepsPlayed } from '@seesaw/gan/game/stepPlayer';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import { dispose, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { childEnv } from '../../../../apps/trainer/src/child/childEnv.ts';
import { chooseExecution } from '../../../../apps/trainer/src/child/execution.ts';
import { nativeLibrary } from '../../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../../apps/trainer/src/data/dataShelf.ts';
import { recipeConfig } from '../../recipeConfig.ts';
import type { GameCase, Played, PlayOrder } from './gameCase.ts';

export interface OwnOrder extends PlayOrder {
  readonly execution: ExecutionMode;
}

/** Batches that are made before anything is timed, as for the peers; a step takes the next. */
const pool = 64;
const mostSteps = 100_000;

const native = await nativeLibrary();
if (native.device !== process.argv[2])
  throw new Error(`TensorFlow computes on ${native.device}, not ${process.argv[2]}.`);
const shelf = createDataShelf({ env: childEnv(), random: native.random });
const games = new Map<string, { player: OwnPlayer; step: number }>();
/** Of one trial of a case, by its name. */
const weights = new Map<string, number>();

/** `StepPlayer` for one trial or several. */
interface OwnPlayer {
  play(first: number, most: number): OwnSteps;
}

interface OwnSteps extends Pick<StepsPlayed, 'steps'> {
  /** Of every step, and of each trial where there are several. */
  readonly dLoss: Tensor;
  readonly gLoss: Tensor;
  dispose(): void;
}

process.on('message', (order: OwnOrder) => void play(order).then((played) => process.send?.(played)));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function play({ case: one, execution, column, steps }: OwnOrder): Promise<Played> {
  // Like the peers: a batch that the host feeds to each call, or the data in the program, where those are no points.
  const isGivenWhole = column === 'together' && one.recipe !== 'ring-mlp' && native.device === 'cpu';
  const key = `${one.name}, ${execution}, ${isGivenWhole}`;
  const game = games.get(key) ?? { player: await playerOf(one, execution, isGivenWhole), step: 0 };
  games.set(key, game);
  let losses: readonly [number, number] = [Number.NaN, Number.NaN];
  const read = ({ dLoss, gLoss }: OwnSteps) => {
    const last = (loss: Tensor) => Array.from(loss.dataSync().slice(-(one.lanes ?? 1))).reduce((a, b) => a + b);
    losses = [last(dLoss), last(gLoss)];
  };
  const start = performance.now();
  const before = process.cpuUsage();
  const last = game.step + steps;
  while (game.step < last) {
    const played = game.player.play(game.step + 1, column === 'single' ? 1 : last - game.step);
    game.step += played.steps;
    if (column === 'single' || game.step === last) read(played);
    played.dispose();
  }
  const ofOne = steps * (one.lanes ?? 1);
  const { user, system } = process.cpuUsage(before);
  return {
    ms: (performance.now() - start) / ofOne,
    cpuMs: (user + system) / 1000 / ofOne,
    losses,
    weights: weights.get(one.name)!,
  };
}

async function playerOf(one: GameCase, execution: ExecutionMode, isGivenWhole: boolean): Promise<OwnPlayer> {
  if (one.lanes !== undefined) return packOf(one, one.lanes, execution);
  const { compile, watched, ...begin } = await beginningOf(one, execution, 1);
  // Calls could end with reports, as those of a trial can; none is asked for.
  const player =
    compile === undefined
      ? eagerPlayer(begin)
      : compiledPlayer({ ...begin, compile, draws: native.draws, lastStep: mostSteps, watched, isGivenWhole });
  return {
    play(first, most) {
      const { steps, last, dLoss, gLoss } = player.play(first, most, false);
      return { steps, dLoss, gLoss, dispose: () => dispose({ dLoss, gLoss, ...last }) };
    },
  };
}

async function packOf(one: GameCase, lanes: number, execution: ExecutionMode): Promise<OwnPlayer> {
  let pack: PackedPlayer | undefined;
  for (let lane = 0; lane < lanes; lane++) {
    const { compile, ...begin } = await beginningOf(one, execution, lane + 1);
    if (compile === undefined) throw new Error('Trials are packed where they are compiled.');
    pack ??= packedPlayer({ lanes, compile, draws: native.draws });
    pack.join(lane, { ...begin, lastStep: mostSteps });
  }
  return { play: (_, most) => pack!.play(new Map(Array.from({ length: lanes }, (_each, lane) => [lane, most]))) };
}

/** A game before its first step, and what compiles it. */
async function beginningOf(one: GameCase, execution: ExecutionMode, seed: number) {
  const config = recipeConfig(one.recipe, {
    ...{ seed, execution, batch_size: one.batch, lr_d: one.rate, lr_end: 1, beta2: one.beta2 },
    ...{ width_d: one.width, z_dim: one.z, ema_decay: 0 },
    ...{ loss: one.loss, lr_ratio: one.rateRatio, d_steps: one.dSteps },
    // What `peers.py` has not, whatever the recipe has by default.
    ...{ width_ratio: 1, r1_gamma: 0, penalty_every: 1, ...(one.net === 'conv' && { dense_width: 0 }) },
  });
  const data = await shelf.data(config, () => undefined);
  const rules = gameOfConfig(config, data, native.random);
  const game: Game = { ...rules, real: fromPool(rules, one) };
  const state: GameState = tidy(() => freshState(game) as never);
  weights.set(one.name, state.d.weights.size + state.g.weights.size);
  const begin = { game, state, step: 0 };
  const { compile } = chooseExecution({
    config,
    device: native.device,
    mayChange: false,
    log: (text) => process.stderr.write(`${text}\n`),
  });
  return { ...begin, compile, watched: { heldOut: heldOutBatch(data, 256, game.classes, native.random) } };
}

/** Images as a training feeds them, as bytes; points, which it would draw in the program, as the peers are fed them. */
function fromPool({ real, seed }: Game, one: GameCase): RealSource {
  if (real.kind === 'rows') {
    const { rows, whole } = real;
    const ofPool = (updates: readonly number[]) => updates.map((update) => update % pool);
    return {
      ...real,
      rows: (updates, memory) => rows(ofPool(updates), memory),
      ...(whole && { whole: { ...whole, places: (updates) => whole.places(ofPool(updates)) } }),
    };
  }
  const batches = Array.from({ length: pool }, (_, update) =>
    readValues(() => mixturePoints(native.random, real.points, one.batch, { seed, step: update })),
  );
  return {
    kind: 'rows',
    // A tensor takes over what it is made from.
    rows(updates, memory = (numbers) => new Int32Array(numbers)) {
      const { buffer, byteOffset, length } = memory(updates.length * one.batch * one.features);
      const samples = new Float32Array(buffer, byteOffset, length);
      updates.forEach((update, place) => {
        samples.set(batches[update % pool]!, place * one.batch * one.features);
      });
      return { samples: tensor2d(samples, [updates.length * one.batch, one.features]) };
    },
    batchOf: (rows) => rows,
  };
}
