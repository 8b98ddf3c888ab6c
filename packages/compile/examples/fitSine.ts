/** `npx tsx packages/compile/examples/fitSine.ts`: a small net learns the sine; the same step plain and compiled. */
import { compile } from '@seesaw/compile/compile';
import type { Execution } from '@seesaw/compile/compileProgram';
import { statelessUniform } from '@seesaw/compile/random';
import * as tf from '@tensorflow/tfjs-node-gpu';

const steps = 3000;

function fit(mode: Execution) {
  const w1 = tf.variable(tf.randomNormal([1, 64], 0, 1, 'float32', 1));
  const b1 = tf.variable(tf.randomUniform([64], -3, 3, 'float32', 2));
  const w2 = tf.variable(tf.randomNormal([64, 1], 0, 0.1, 'float32', 3));
  const predict = (x: tf.Tensor2D): tf.Tensor2D => tf.matMul(tf.tanh(tf.add(tf.matMul(x, w1), b1)) as tf.Tensor2D, w2);

  const step = compile(
    ({ seed, rate }) => {
      // Drawn inside of the program, anew for each seed.
      const x = tf.mul(statelessUniform([256, 1], seed), 2 * Math.PI) as tf.Tensor2D;
      const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(tf.sub(predict(x), tf.sin(x)))), [w1, b1, w2]);
      for (const weights of [w1, b1, w2]) {
        weights.assign(tf.sub(weights, tf.mul(grads[weights.name]!, rate)));
      }
      return { loss: value };
    },
    { variables: [w1, b1, w2], inputs: { seed: { shape: [2], dtype: 'int32' }, rate: { shape: [] } }, mode },
  );

  const start = performance.now();
  let loss = Number.NaN;
  for (let index = 1; index <= steps; index++) {
    loss = tf.tidy(() => {
      const told = step({ seed: tf.tensor1d([7, index], 'int32'), rate: tf.scalar(0.01) });
      return (index === steps ? told.loss.dataSync()[0]! : Number.NaN) as never;
    }) as unknown as number;
  }
  const ms = (performance.now() - start) / steps;
  step.dispose();
  return { mode, 'ms a step': Number(ms.toFixed(2)), 'last loss': Number(loss.toPrecision(3)) };
}

console.table((['eager', 'graph', 'xla'] as const).map(fit));
