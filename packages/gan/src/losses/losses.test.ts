import { grad, grads, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { catalog } from '../catalog/catalog.ts';
import { losses } from './losses.ts';

await testBackend();

/** L_D and L_G where D answers 0 everywhere (the table of the papers; the penalty of wgan-gp is tested beside it). */
const atConstantD: Record<string, [number, number]> = {
  nonsaturating: [2 * Math.LN2, Math.LN2],
  minimax: [2 * Math.LN2, -Math.LN2],
  lsgan: [0.5, 0.5],
  hinge: [2, 0],
  'wgan-gp': [0, 0],
};

const real = [[0.3], [-1.7], [2.2]];
const fake = [[-0.6], [0.8], [-2.4]];

test('every loss of the catalog has its mathematics and the other way round', () => {
  expect(losses.map((loss) => loss.name).sort()).toEqual(catalog.losses.map((loss) => loss.name).sort());
});

test.each(losses)('$name has its known values where D cannot tell', (loss) => {
  const zeros = tensor2d([[0], [0]]);
  const [d, g] = atConstantD[loss.name]!;
  expect(loss.d(zeros, zeros).dataSync()[0]).toBeCloseTo(d, 5);
  expect(loss.g(zeros).dataSync()[0]).toBeCloseTo(g, 5);
});

test.each(losses)('$name: both gradients equal finite differences', (loss) => {
  const [atReal, atFake] = grads((r, f) => loss.d(r, f))([tensor2d(real), tensor2d(fake)]) as [Tensor, Tensor];
  expectClose(
    atReal,
    differences((r) => loss.d(r, tensor2d(fake)), real),
  );
  expectClose(
    atFake,
    differences((f) => loss.d(tensor2d(real), f), fake),
  );
  expectClose(
    grad((f) => loss.g(f))(tensor2d(fake)),
    differences((f) => loss.g(f), fake),
  );
});

test.each(losses)('$name: D raises its answer on real and lowers it on fake, G raises it on fake', (loss) => {
  const between = () => tensor2d([[0.4], [0.6]]);
  const [atReal, atFake] = grads((r, f) => loss.d(r, f))([between(), between()]) as [Tensor, Tensor];
  const atG = grad((f) => loss.g(f))(between());
  const all = (tensor: Tensor, sign: number) => Array.from(tensor.dataSync()).every((x) => x * sign > 0);
  expect([all(atReal, -1), all(atFake, 1), all(atG, -1)]).toEqual([true, true, true]);
});

test('where D is sure, minimax leaves G nearly no gradient and nonsaturating nearly all of it', () => {
  const sure = tensor2d([[-8]]);
  const slope = (name: string) => {
    const loss = losses.find((l) => l.name === name)!;
    return Math.abs(grad((f) => loss.g(f))(sure).dataSync()[0]!);
  };
  expect(slope('minimax')).toBeLessThan(0.001);
  expect(slope('nonsaturating')).toBeGreaterThan(0.999);
});

function differences(f: (x: Tensor) => Tensor, at: number[][]): number[] {
  const h = 1e-2;
  const value = (index: number, by: number) =>
    f(tensor2d(at.map(([x], i) => [i === index ? x! + by : x!]))).dataSync()[0]!;
  return at.map((_, i) => (value(i, h) - value(i, -h)) / (2 * h));
}

function expectClose(gradient: Tensor, expected: number[]): void {
  Array.from(gradient.dataSync()).forEach((x, i) => {
    expect(x).toBeCloseTo(expected[i]!, 3);
  });
}
