import { compileProgram } from '@seesaw/compile/compileProgram';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { dispose, memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBackend, testDraws } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { ring } from '../data/ring.ts';
import type { Compiler } from '../native/compiler.ts';
import { saveGame } from '../state/gameTensors.ts';
import type { PlainTensors } from '../state/safetensors.ts';
import { compiledPlayer } from './compiledPlayer.ts';
import type { Game } from './game.ts';
import { gameOfConfig } from './gameOfConfig.ts';
import { packedPlayer } from './packedPlayer.ts';
import { freshState, type GameState, tensorsOfState } from './playerState.ts';
import type { LossesOfSteps } from './stepPlayer.ts';

const random = await testBackend();
const draws = await testDraws();

let tensorsBefore: number;
beforeAll(() => {
  tensorsBefore = memory().numTensors;
});
afterAll(() => expect(memory().numTensors).toBe(tensorsBefore));

type Values = Readonly<Record<string, Scalar>>;

/** Same operations, other numbers; a penalty at every second step is another kind of step. */
const common: Values = { loss: 'wgan-gp', penalty_every: 2, ema_decay: 0.9 };
const trials: readonly Values[] = [
  { ...common, seed: 1, lr_d: 0.002 },
  { ...common, seed: 2, lr_d: 0.01, beta1: 0.3, gp_lambda: 3 },
  { ...common, seed: 3, lr_d: 0.0005, beta2: 0.9, ema_decay: 0.7, lr_end: 0.1 },
];

const lastStep = 20;

const compilerOf =
  (mode: ExecutionMode): Compiler =>
  (entries, options) =>
    compileProgram(entries, { ...options, mode });

const gameOf = (values: Values): Game => gameOfConfig(testTrial(values, { steps: lastStep }), ring, random);
const stateOf = (game: Game): GameState => tidy(() => freshState(game) as never);

function end({ optimizerD, optimizerG }: Game): void {
  optimizerD.dispose();
  optimizerG.dispose();
}

function lossesOf({ dLoss, gLoss }: LossesOfSteps): number[] {
  const losses = [...dLoss.dataSync(), ...gLoss.dataSync()];
  dispose([dLoss, gLoss]);
  return losses;
}

interface Ended {
  readonly saved: PlainTensors;
  readonly losses: readonly number[];
}

function alone(values: Values, mode: ExecutionMode, steps: number): Ended {
  const game = gameOf(values);
  const player = compiledPlayer({ game, state: stateOf(game), step: 0, lastStep, compile: compilerOf(mode), draws });
  const losses = Array.from({ length: steps }, (_, index) => {
    const { dLoss, gLoss, last } = player.play(index + 1, 1, true);
    dispose({ ...last });
    return lossesOf({ dLoss, gLoss });
  }).flat();
  const saved = saveGame(game, player.state, steps);
  player.dispose();
  end(game);
  return { saved, losses };
}

/** Which trial is in which of three lanes from which round on, and how many steps it stays; a round is two steps at most. */
interface Seating {
  readonly trial: Values;
  readonly lane: number;
  readonly from: number;
  readonly steps: number;
}

function together(seatings: readonly Seating[], mode: ExecutionMode): Ended[] {
  const pack = packedPlayer({ lanes: 3, compile: compilerOf(mode), draws });
  const runs = seatings.map((seating) => ({
    ...seating,
    game: gameOf(seating.trial),
    step: 0,
    losses: [] as number[],
    saved: {} as PlainTensors,
  }));
  for (let round = 0; runs.some(({ step, steps }) => step < steps); round++) {
    for (const { lane, game } of runs.filter(({ from }) => from === round)) {
      pack.join(lane, { game, state: stateOf(game), step: 0, lastStep });
    }
    const playing = runs.filter(({ from, step, steps }) => from <= round && step < steps);
    const left = pack.play(new Map(playing.map(({ lane, step, steps }) => [lane, Math.min(2, steps - step)])));
    for (const run of playing) {
      if (!left.lanes.includes(run.lane)) continue;
      run.step += left.steps;
      run.losses.push(...lossesOf(left.lossesOf(run.lane)));
      if (run.step < run.steps) continue;
      const state = pack.stateOf(run.lane);
      run.saved = saveGame(run.game, state, run.step);
      dispose(tensorsOfState(state) as Tensor[]);
      pack.leave(run.lane);
    }
    left.dispose();
  }
  expect(pack.mode).toBe(mode);
  pack.dispose();
  for (const { game } of runs) end(game);
  return runs.map(({ saved, losses }) => ({ saved, losses }));
}

const seated = (order: readonly number[], steps: number): Seating[] =>
  order.map((trial, lane) => ({ trial: trials[trial]!, lane, from: 0, steps }));

describe('trainings in the lanes of one program', () => {
  it('end as graphs with the states and losses that they end with alone, bit for bit', () => {
    const expected = trials.map((trial) => alone(trial, 'graph', 6));
    expect(new Set(expected.map(({ losses }) => losses[0])).size).toBe(trials.length);
    expect(together(seated([0, 1, 2], 6), 'graph')).toEqual(expected);
  });

  it('do so wherever they are, whoever else comes and goes, and at whatever step of the others', () => {
    const [a, b, c] = trials as [Values, Values, Values];
    const seatings = [
      { trial: b, lane: 2, from: 0, steps: 7 },
      { trial: a, lane: 0, from: 1, steps: 3 },
      // In the lane that the second has left, while the first is at an odd step.
      { trial: c, lane: 0, from: 8, steps: 4 },
    ];
    expect(together(seatings, 'graph')).toEqual([alone(b, 'graph', 7), alone(a, 'graph', 3), alone(c, 'graph', 4)]);
  });

  it('go on from a state that was saved in the middle, in another lane', () => {
    const [trial] = trials as [Values];
    const game = gameOf(trial);
    const first = packedPlayer({ lanes: 3, compile: compilerOf('graph'), draws });
    first.join(1, { game, state: stateOf(game), step: 0, lastStep });
    const steps = (pack: typeof first, lane: number, until: number, from: number) => {
      for (let step = from; step < until; ) {
        const played = pack.play(new Map([[lane, until - step]]));
        step += played.steps;
        played.dispose();
      }
    };
    steps(first, 1, 3, 0);
    const state = first.stateOf(1);
    first.dispose();
    const second = packedPlayer({ lanes: 3, compile: compilerOf('graph'), draws });
    second.join(2, { game, state, step: 3, lastStep });
    steps(second, 2, 6, 3);
    const last = second.stateOf(2);
    expect(saveGame(game, last, 6)).toEqual(alone(trial, 'graph', 6).saved);
    dispose(tensorsOfState(last) as Tensor[]);
    second.dispose();
    end(game);
  });

  it('all get their turns, though the steps of most are of another kind', () => {
    const pack = packedPlayer({ lanes: 3, compile: compilerOf('graph'), draws });
    const games = [9, 0, 0].map((steps) => gameOf({ ...trials[0], freeze_d_until: steps }));
    games.forEach((game, lane) => {
      pack.join(lane, { game, state: stateOf(game), step: 0, lastStep });
    });
    const played = [0, 0, 0];
    for (let call = 0; call < 9; call++) {
      const left = pack.play(new Map(games.map((_, lane) => [lane, 1])));
      for (const lane of left.lanes) played[lane]! += 1;
      left.dispose();
    }
    expect(Math.min(...played)).toBeGreaterThanOrEqual(3);
    pack.dispose();
    for (const game of games) end(game);
  });

  it('go on in a program whose first training is long gone', () => {
    const pack = packedPlayer({ lanes: 2, compile: compilerOf('graph'), draws });
    const [first, next] = [gameOf(trials[1]!), gameOf(trials[0]!)];
    // Resumed beyond all steps of another kind: the program has them all the same.
    pack.join(0, { game: first, state: stateOf(first), step: lastStep - 1, lastStep });
    pack.leave(0);
    end(first);
    pack.join(1, { game: next, state: stateOf(next), step: 0, lastStep });
    for (let step = 0; step < 4; step++) pack.play(new Map([[1, 1]])).dispose();
    const state = pack.stateOf(1);
    expect(saveGame(next, state, 4)).toEqual(alone(trials[0]!, 'graph', 4).saved);
    dispose(tensorsOfState(state) as Tensor[]);
    pack.dispose();
    end(next);
  });

  it('are refused a lane that is taken, and a pack that they do not fit', () => {
    const pack = packedPlayer({ lanes: 2, compile: compilerOf('graph'), draws });
    const [game, wider] = [gameOf(trials[0]!), gameOf({ ...trials[0], width_d: 32 })];
    pack.join(0, { game, state: stateOf(game), step: 0, lastStep });
    const state = stateOf(wider);
    expect(() => pack.join(0, { game: wider, state, step: 0, lastStep })).toThrow(/lane 0 is taken/);
    expect(() => pack.join(2, { game: wider, state, step: 0, lastStep })).toThrow(/no lane 2/);
    expect(() => pack.join(1, { game: wider, state, step: 0, lastStep })).toThrow(
      /a state of \[1185\].* has no place in a pack/,
    );
    expect(() => pack.stateOf(1)).toThrow(/nobody is in lane 1/);
    // The same shapes, but what a loss is multiplied with is built into the program.
    const scaled = gameOf({ ...trials[0], loss_scale: 3 });
    const other = stateOf(scaled);
    expect(() => pack.join(1, { game: scaled, state: other, step: 0, lastStep })).toThrow(
      /of this lane is not that of the others/,
    );
    dispose([...tensorsOfState(state), ...tensorsOfState(other)] as Tensor[]);
    pack.dispose();
    for (const one of [game, wider, scaled]) end(one);
  });
});
