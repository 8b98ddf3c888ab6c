import { numberOf, type TestFunction } from './testFunction.ts';

/** The best exponent of the learning rate for each activation, and the value that the activation cannot go below. */
const ACTIVATIONS = {
  relu: { exponent: -3, floor: 0.3 },
  'leaky-relu': { exponent: -3.5, floor: 0 },
  tanh: { exponent: -2, floor: 0.6 },
  swish: { exponent: -4, floor: 0.1 },
} as const;

/** Of our own: what tuning a network feels like. Every kind of axis, and the best learning rate depends on the others. */
export const mixed: TestFunction = {
  space: [
    { name: 'activation', dimension: { kind: 'choice', values: Object.keys(ACTIVATIONS) } },
    { name: 'lr', dimension: { kind: 'float', min: 1e-5, max: 1e-1, scale: 'log' } },
    { name: 'width', dimension: { kind: 'int', min: 8, max: 512, scale: 'log' } },
    { name: 'layers', dimension: { kind: 'int', min: 1, max: 8, scale: 'linear' } },
    { name: 'momentum', dimension: { kind: 'float', min: 0, max: 0.95, scale: 'linear', quantum: 0.05 } },
    { name: 'batch', dimension: { kind: 'choice', values: [16, 32, 64, 128, 256], ordered: true } },
  ],
  minimum: 0,
  evaluate(point) {
    const activation = ACTIVATIONS[point.activation as keyof typeof ACTIVATIONS];
    if (activation === undefined) throw new RangeError('the point has no activation that is known');
    const lr = Math.log10(numberOf(point, 'lr')) - activation.exponent;
    const width = Math.log2(numberOf(point, 'width') / 64);
    const depth = numberOf(point, 'layers') - 3;
    const momentum = numberOf(point, 'momentum') - 0.5;
    const batch = Math.log2(numberOf(point, 'batch') / 64);
    // lr² + 0.8 lr·width + 0.5 width² is positive except at 0: its discriminant is below 0.
    const coupled = lr ** 2 + 0.8 * lr * width + 0.5 * width ** 2;
    return activation.floor + coupled + 0.1 * depth ** 2 + 4 * momentum ** 2 + 0.1 * batch ** 2;
  },
};
