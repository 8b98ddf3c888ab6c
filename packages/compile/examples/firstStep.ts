import { compile } from '@seesaw/compile/compile';
import * as tf from '@tensorflow/tfjs-node-gpu';

const w = tf.variable(tf.zeros([2, 1]));

const step = compile(
  ({ x, y, rate }) => {
    const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(tf.sub(tf.matMul(x, w), y))), [w]);
    w.assign(tf.sub(w, tf.mul(grads[w.name]!, rate)));
    return { loss: value };
  },
  { variables: [w], inputs: { x: { shape: [64, 2] }, y: { shape: [64, 1] }, rate: { shape: [] } } },
);

const { loss } = step({ x: tf.randomNormal([64, 2]), y: tf.ones([64, 1]), rate: tf.scalar(0.1) });
console.log(step.mode, loss.dataSync()[0]);
step.pull(); // w has the value that the program gave it
step.dispose();
