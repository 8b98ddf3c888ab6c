import { numberOf, type TestFunction } from './testFunction.ts';

/** Of our own: each loss has parameters that the others lack; the best of them is the worst one when badly tuned. */
export const conditional: TestFunction = {
  space: [
    { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan', 'wgan-gp'] } },
    { name: 'lr', dimension: { kind: 'float', min: 1e-6, max: 1e-1, scale: 'log' } },
    {
      name: 'smoothing',
      dimension: { kind: 'float', min: 0, max: 0.5, scale: 'linear' },
      when: 'loss == "lsgan"',
    },
    {
      name: 'penalty',
      dimension: { kind: 'float', min: 0.01, max: 1000, scale: 'log' },
      when: 'loss == "wgan-gp"',
    },
    { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 10, scale: 'linear' }, when: 'loss == "wgan-gp"' },
  ],
  minimum: 0,
  evaluate(point) {
    const exponent = Math.log10(numberOf(point, 'lr'));
    switch (point.loss) {
      case 'hinge':
        return 0.4 + (exponent + 3) ** 2;
      case 'lsgan':
        return 0.2 + (exponent + 3.5) ** 2 + 8 * (numberOf(point, 'smoothing') - 0.1) ** 2;
      case 'wgan-gp': {
        const penalty = Math.log10(numberOf(point, 'penalty')) - 1;
        return (exponent + 4) ** 2 + penalty ** 2 + 0.05 * (numberOf(point, 'd_steps') - 5) ** 2;
      }
      default:
        throw new RangeError('the point has no loss that is known');
    }
  },
};
