import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend, testDraws } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { ring } from '../data/ring.ts';
import { keyWords } from '../random/randomSource.ts';
import { feedingAsUsed, feedingOf } from './feeding.ts';
import { type Game, numberAt } from './game.ts';
import { gameOfConfig } from './gameOfConfig.ts';

const random = await testBackend();
const draws = await testDraws();
const game = gameOfConfig(testTrial({ seed: 7 }), ring, random);
const key = { seed: 7, purpose: 'z-for-log', step: 3 } as const;

const zeros = { keys: tensor1d(new Int32Array(4), 'int32').reshape([2, 2]), numbers: tensor1d([0, 0]) };

function numbersTold({ keys, numbers }: { keys?: unknown; numbers?: unknown }) {
  const values = (tensor: unknown) => Array.from((tensor as { dataSync(): ArrayLike<number> }).dataSync());
  return { keys: values(keys), numbers: values(numbers) };
}

test('what is fed is nothing until the game was used, then what it asked for, with zeros up to the most', () => {
  const feeding = feedingAsUsed({ game, draws, step: 3, most: { keys: 2, numbers: 2 } });
  expect(numbersTold(feeding.told(3))).toEqual({ keys: [0, 0, 0, 0], numbers: [0, 0] });
  const fed: Game = feeding.game(zeros);
  fed.random.normal([1], key);
  numberAt(fed, 3, (rules, step) => step / rules.dSteps / 2);
  expect(numbersTold(feeding.told(5))).toEqual({ keys: [...keyWords({ ...key, step: 5 }), 0, 0], numbers: [2.5, 0] });
});

test('another game of the structure is fed by its own seed and rules; not where there is a key of another seed', () => {
  const feeding = feedingAsUsed({ game, draws, step: 3, most: { keys: 2, numbers: 2 } });
  const fed = feeding.game(zeros);
  fed.random.uniform([1], key);
  numberAt(fed, 3, (rules, step) => rules.rateD * step);
  const other = { ...game, seed: 9, rateD: 0.5 };
  const { told } = feeding.of(other)!;
  expect(numbersTold(told(4))).toEqual({ keys: [...keyWords({ ...key, seed: 9, step: 4 }), 0, 0], numbers: [2, 0] });
  fed.random.uniform([1], { ...key, seed: 8 });
  expect(feeding.of(other)).toBeUndefined();
});

test('who asks for more than can be fed is told so', () => {
  const fed = feedingAsUsed({ game, draws, step: 3, most: { keys: 2, numbers: 2 } }).game(zeros);
  for (const part of [0, 1]) fed.random.normal([1], { ...key, part });
  expect(() => fed.random.normal([1], { ...key, part: 2 })).toThrow('more than 2 keys of a step');
});

test('a step that asks for nothing is fed a key and a number all the same, so that there is a row to count steps by', () => {
  const feeding = feedingOf({ game, draws, step: 3 }, () => undefined);
  expect(numbersTold(feeding.told(3, 4))).toEqual({ keys: [0, 0, 0, 0], numbers: [0, 0] });
  expect(feeding.numbersOf(3)).toEqual({ keys: [0, 0], numbers: [0] });
});
