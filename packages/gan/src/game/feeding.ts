import {
  gather,
  type NamedTensorMap,
  type Scalar,
  scalar,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tensor2d,
  tidy,
  unstack,
} from '@tensorflow/tfjs-core';
import { type DrawKey, keyWords, type RandomSource } from '../random/randomSource.ts';
import type { SeededDraws } from '../random/seededDraws.ts';
import type { Game, NumberOf } from './game.ts';

/** What a function of a game and a step is fed with, so that one program of it serves all steps. */
export interface Feeding {
  /** The game with everything that differs from step to step taken from what is fed, in the order in which it is asked for. */
  game(fed: NamedTensorMap): Game;
  /** Keys and numbers of a step, or of several, one behind the other. */
  told(...steps: readonly number[]): NamedTensorMap;
  /** The same of one step as numbers: words of keys, two of each, and numbers. */
  numbersOf(step: number): { readonly keys: readonly number[]; readonly numbers: readonly number[] };
  /** That of another game of the structure, where all keys are of the game's own seed: what it asks for is known. */
  of(other: Game): Pick<Feeding, 'told'> | undefined;
}

export interface FeedingInput {
  readonly game: Game;
  readonly draws: SeededDraws;
  readonly step: number;
  /** So many are fed, whoever asks for fewer; as many as are asked for where it is absent. */
  readonly most?: Asks;
}

/** How many keys of draws, and how many numbers that depend on the step. */
export interface Asks {
  readonly keys: number;
  readonly numbers: number;
}

/** @param call is run once with anything, to know what it asks for; its result is dropped */
export function feedingOf(input: FeedingInput, call: (game: Game) => unknown): Feeding {
  const { asking, ...feeding } = feedingBy(input, everyRow);
  tidy(() => {
    call(
      asking(
        () => tensor1d([0, 0], 'int32'),
        () => scalar(0),
      ),
    );
  });
  return feeding;
}

/** What is asked for is known as soon as `game` was used, as tracing does: before that all that is told is 0. */
export function feedingAsUsed(input: FeedingInput & { readonly most: Asks }): Feeding {
  const { asking: _, ...feeding } = feedingBy(input, eachRow);
  return feeding;
}

/** The same, fed as `feedingOf` is: `most` is what another game of its structure asked for, which is what this one asks for. */
export function feedingAsKnown(input: FeedingInput & { readonly most: Asks }): Feeding {
  const { asking: _, ...feeding } = feedingBy(input, everyRow);
  return feeding;
}

/** @returns besides, the game by whatever it is given: `words` int32 [2] of each draw, `told` each number */
function feedingBy(
  { game, draws, step, most }: FeedingInput,
  rowsOf: (all: Tensor | undefined) => (index: number) => Tensor,
): Feeding & { asking: typeof asking } {
  const keys: DrawKey[] = [];
  const numbers: NumberOf[] = [];
  /** @returns the place of the new one */
  const asked = <Asked>(all: Asked[], one: Asked, what: keyof Asks): number => {
    if (all.length === most?.[what]) throw new RangeError(`more than ${most[what]} ${what} of a step are asked for`);
    return all.push(one) - 1;
  };

  function asking(words: (index: number) => Tensor1D, told: (index: number) => Scalar): Game {
    keys.length = 0;
    numbers.length = 0;
    const drawn =
      (draw: SeededDraws['normal']): RandomSource['normal'] =>
      (shape, key) => {
        if (key.step !== step) throw new RangeError(`a key of step ${key.step} (${key.purpose}) cannot be fed`);
        return tidy(() => draw(shape, words(asked(keys, key, 'keys'))));
      };
    const random = { normal: drawn(draws.normal), uniform: drawn(draws.uniform) };
    return { ...game, random, told: (of) => told(asked(numbers, of, 'numbers')) };
  }

  const numbersWith =
    (rules: Game): Feeding['numbersOf'] =>
    (at) => ({
      keys: keys.flatMap((key) => keyWords({ ...key, seed: rules === game ? key.seed : rules.seed, step: at })),
      numbers: numbers.map((of) => of(rules, at)),
    });
  const numbersAsked = numbersWith(game);

  return {
    asking,
    game(fed) {
      const [words, told] = [fed.keys, fed.numbers].map(rowsOf);
      return asking(
        (index) => words!(index) as Tensor1D,
        (index) => told!(index) as Scalar,
      );
    },
    told: toldBy(numbersAsked, most),
    numbersOf(at) {
      const found = numbersAsked(at);
      return {
        keys: filled(found.keys, sizeOf('keys', most)),
        numbers: filled(found.numbers, sizeOf('numbers', most)),
      };
    },
    of: (other) =>
      keys.every(({ seed }) => seed === game.seed) ? { told: toldBy(numbersWith(other), most) } : undefined,
  };
}

/** All of them by one operation, where all are used. */
function everyRow(all: Tensor | undefined): (index: number) => Tensor {
  const rows = all === undefined ? [] : unstack(all);
  return (index) => rows[index]!;
}

/** Those that are asked for, which may be a few of many. */
function eachRow(all: Tensor | undefined): (index: number) => Tensor {
  return (index) => gather(all!, scalar(index, 'int32'));
}

/** Of a function of no step: all that it uses is given, so nobody has to run it to know what it asks for. */
export function feedingNothing(game: Game): Feeding {
  const refuse = () => {
    throw new RangeError('A look draws, or takes a number that depends on the step, and does not say so: see `asks`.');
  };
  return {
    game: () => ({ ...game, random: { normal: refuse, uniform: refuse }, told: refuse }),
    told: () => ({}),
    numbersOf: () => ({ keys: [], numbers: [] }),
    of: () => ({ told: () => ({}) }),
  };
}

/** With zeros behind them, where they are fewer. */
function filled(values: readonly number[], size: number): readonly number[] {
  return values.length < size ? [...values, ...new Array<number>(size - values.length).fill(0)] : values;
}

/** How many numbers a step is fed at least: two words of a key and one number also where none is asked for. */
function sizeOf(what: keyof Asks, most: Asks | undefined): number {
  return what === 'keys' ? 2 * (most?.keys ?? 1) : (most?.numbers ?? 1);
}

/** Written into one array: most looks are fed far more than they ask for. */
function toldBy(numbersOf: Feeding['numbersOf'], most: Asks | undefined): Feeding['told'] {
  return (...steps) => {
    const all = steps.map(numbersOf);
    const { keys, numbers } = all[0]!;
    const wordsOfStep = Math.max(keys.length, sizeOf('keys', most));
    const numbersOfStep = Math.max(numbers.length, sizeOf('numbers', most));
    const words = new Int32Array(steps.length * wordsOfStep);
    const told = new Float32Array(steps.length * numbersOfStep);
    all.forEach((one, place) => {
      words.set(one.keys, place * wordsOfStep);
      told.set(one.numbers, place * numbersOfStep);
    });
    return {
      ...(words.length > 0 && { keys: tensor2d(words, [words.length / 2, 2], 'int32') }),
      ...(told.length > 0 && { numbers: tensor1d(told) }),
    };
  };
}
