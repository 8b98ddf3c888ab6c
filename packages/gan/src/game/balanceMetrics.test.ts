import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { losses } from '../losses/losses.ts';
import { balanceMetrics } from './balanceMetrics.ts';

await testBackend();
const crossEntropies = ['minimax', 'nonsaturating', 'softmax2'];
const named = (name: string) => ({ loss: losses.find((loss) => loss.name === name)! });
const answers = (real: number, fake: number, trainedOn = real) => ({
  onReal: new Float32Array(8).fill(real),
  onFake: new Float32Array(8).fill(fake),
  onTrainedOn: new Float32Array(8).fill(trainedOn),
});

test('a D that knows nothing estimates a divergence of 0, one that is sure and right ln 2', () => {
  const undecided = balanceMetrics(named('nonsaturating'), answers(0, 0));
  expect(undecided['balance/jsd']).toBeCloseTo(0, 12);
  expect(undecided['balance/d_advantage']).toBeCloseTo(0, 12);
  const sure = balanceMetrics(named('minimax'), answers(60, -60));
  expect(sure['balance/jsd']).toBeCloseTo(Math.LN2, 12);
  expect(sure['balance/d_advantage']).toBeCloseTo(1, 12);
});

test('both are functions of the loss of D, whose estimate falls below 0 where D is wrong', () => {
  const real = [2, -0.5, 0.3, 7];
  const fake = [-1, 0.2, 3, -4];
  const values = balanceMetrics(named('nonsaturating'), {
    onReal: Float32Array.from(real),
    onFake: Float32Array.from(fake),
    onTrainedOn: Float32Array.from(real),
  });
  const { loss } = named('nonsaturating');
  const lossOfD = loss.d(tensor2d(real, [4, 1]), tensor2d(fake, [4, 1])).dataSync()[0]!;
  expect(values['balance/jsd']).toBeCloseTo((2 * Math.LN2 - lossOfD) / 2, 5);
  expect(values['balance/d_advantage']).toBeCloseTo(1 - lossOfD / (2 * Math.LN2), 5);
  expect(balanceMetrics(named('nonsaturating'), answers(-3, 3))['balance/jsd']).toBeLessThan(0);
});

test.each(losses)('$name reports what its answers mean, and nothing else', ({ name }) => {
  const reported = Object.keys(balanceMetrics(named(name), answers(1, 0)));
  expect(reported.includes('balance/jsd')).toBe(crossEntropies.includes(name));
  expect(reported.includes('balance/d_advantage')).toBe(crossEntropies.includes(name));
  expect(reported.includes('balance/r_t')).toBe(reported.includes('balance/d_acc_real'));
  if (['wgan', 'wgan-gp', 'wgan-lp', 'began', 'rpgan'].includes(name)) expect(reported).not.toContain('balance/r_t');
});

test('r_t is the mean side of the threshold that training samples fall on, the gap how much higher they score', () => {
  expect(balanceMetrics(named('nonsaturating'), answers(1, 0, 4))).toMatchObject({
    'balance/r_t': 1,
    'balance/d_gap': 3,
  });
  expect(balanceMetrics(named('lsgan'), answers(1, 0, 0.4))['balance/r_t']).toBe(-1);
  const { onTrainedOn: _, ...onPoints } = answers(1, 0);
  expect(balanceMetrics(named('hinge'), onPoints)).toMatchObject({ 'balance/r_t': 1 });
  expect(balanceMetrics(named('hinge'), onPoints)).not.toHaveProperty('balance/d_gap');
  const split = { ...answers(1, 0), onTrainedOn: Float32Array.of(3, -1, 2, 5) };
  expect(balanceMetrics(named('hinge'), split)['balance/r_t']).toBe(0.5);
});
