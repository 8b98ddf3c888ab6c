import {
  type NamedTensorMap,
  reshape,
  type Scalar,
  slice,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type DrawKey, keyWords, type RandomSource } from '../random/randomSource.ts';
import type { SeededDraws } from '../random/seededDraws.ts';
import type { Game, NumberAt } from './game.ts';

/** What a function of a game and a step is fed with, so that one program of it serves all steps. */
export interface Feeding {
  /** The game with everything that differs from step to step taken from what is fed, in the order in which it is asked for. */
  game(fed: NamedTensorMap): Game;
  /** Keys and numbers of a step, or of several, one behind the other. */
  told(...steps: readonly number[]): NamedTensorMap;
}

/** Draws and numbers of one call: none comes near. */
const most = 4096;

/** @param call is run once with plenty of room, to know how much it needs; its result is dropped */
export function feedingOf(
  { game, draws, step }: { readonly game: Game; readonly draws: SeededDraws; readonly step: number },
  call: (game: Game) => unknown,
): Feeding {
  const keys: DrawKey[] = [];
  const numbers: ((step: number) => number)[] = [];

  const fedGame = (fed: NamedTensorMap): Game => {
    keys.length = 0;
    numbers.length = 0;
    const drawn =
      (draw: SeededDraws['normal']): RandomSource['normal'] =>
      (shape, key) => {
        if (key.step !== step) throw new RangeError(`a key of step ${key.step} (${key.purpose}) cannot be fed`);
        const words = slice(fed.keys as Tensor2D, [keys.length, 0], [1, 2]);
        keys.push(key);
        return tidy(() => draw(shape, reshape(words, [2]) as Tensor1D));
      };
    const numberAt: NumberAt = (_, of) => {
      const number = slice(fed.numbers as Tensor1D, [numbers.length], [1]);
      numbers.push(of);
      return reshape(number, []) as Scalar;
    };
    return { ...game, random: { normal: drawn(draws.normal), uniform: drawn(draws.uniform) }, numberAt };
  };

  tidy(() => {
    const room = {
      keys: tensor2d(new Int32Array(2 * most), [most, 2], 'int32'),
      numbers: tensor1d(new Float32Array(most)),
    };
    call(fedGame(room));
  });

  return {
    game: fedGame,
    told: (...steps) => ({
      keys: tensor2d(
        steps.flatMap((at) => (keys.length === 0 ? [0, 0] : keys.flatMap((key) => keyWords({ ...key, step: at })))),
        [steps.length * Math.max(1, keys.length), 2],
        'int32',
      ),
      numbers: tensor1d(steps.flatMap((at) => (numbers.length === 0 ? [0] : numbers.map((of) => of(at))))),
    }),
  };
}
