import { expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { nativeBackend } from './nativeBackend.ts';
import { dropIdleSessions } from './session.ts';

expectNoLeak();

it('does not grow over 200 programs that are compiled, called and disposed', () => {
  const x = tf.ones([8, 8]) as tf.Tensor2D;
  /** Each has another number in it, so that none finds the session of another. */
  const once = (number: number) => {
    const weights = tf.tidy(() => tf.variable(tf.ones([8, 8]) as tf.Tensor2D));
    const step = compile(
      (fed) => {
        weights.assign(tf.mul(tf.matMul(fed.x, weights), 1 / (8 + number)));
        return { sum: tf.sum(weights) };
      },
      { variables: [weights], inputs: { x: { shape: [8, 8] } }, mode: 'graph' },
    );
    tf.dispose(step({ x }));
    step.dispose();
    weights.dispose();
  };
  for (let number = 0; number < 100; number += 1) once(number);
  const { binding } = nativeBackend();
  const models = binding.getNumOfSavedModels();
  const { rss } = process.memoryUsage();
  for (let number = 100; number < 200; number += 1) once(number);
  expect(binding.getNumOfSavedModels()).toBe(models);
  // One that stays takes 0.27 MB, a hundred of them 27.
  expect(process.memoryUsage().rss - rss).toBeLessThan(12 * 2 ** 20);
  dropIdleSessions();
  x.dispose();
});
