import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitHyperparameters, negativeLogPosterior } from './hyperparameters.ts';
import { logImprovement } from './logImprovement.ts';
import { posterior } from './posterior.ts';
import { warp } from './warp.ts';

const rows = Array.from({ length: 25 }, (_, i) =>
  Float64Array.from([Math.abs(Math.sin(7 * i)), Math.abs(Math.cos(3 * i)), i % 3]),
);
const inputs = { rows, categorical: [false, false, true] };
const truth = ([a = 0, b = 0, c = 0]: Float64Array) => Math.sin(6 * a) + b * b + (c === 1 ? 0.7 : 0);
const y = Float64Array.from(rows, truth);

test('the posterior of the hyperparameters has the gradient that it says it has', () => {
  const f = negativeLogPosterior(inputs, y);
  const x = Float64Array.from([0.5, -0.3, 0.2, -3]);
  const gradient = new Float64Array(4);
  f(x, gradient);
  for (let i = 0; i < 4; i++) {
    const [above, below] = [1e-5, -1e-5].map((step) => f(x.with(i, x[i]! + step), new Float64Array(4)));
    expect((above! - below!) / 2e-5).toBeCloseTo(gradient[i]!, 4);
  }
});

test('it has that gradient also where the noise of the values is known', () => {
  const known = Float64Array.from(rows, (_, i) => (i % 4) / 10);
  const f = negativeLogPosterior({ ...inputs, known }, y);
  const x = Float64Array.from([0.5, -0.3, 0.2, -3, 0.4]);
  const gradient = new Float64Array(5);
  f(x, gradient);
  for (let i = 0; i < 5; i++) {
    const [above, below] = [1e-5, -1e-5].map((step) => f(x.with(i, x[i]! + step), new Float64Array(5)));
    expect((above! - below!) / 2e-5).toBeCloseTo(gradient[i]!, 4);
  }
});

describe('the belief', () => {
  const model = posterior(inputs, y, fitHyperparameters(inputs, y));

  test('goes through what was seen, and is uncertain where nothing was', () => {
    for (const [i, row] of rows.entries()) {
      expect(model.at(row).mean).toBeCloseTo(y[i]!, 2);
      expect(model.at(row).deviation).toBeLessThan(0.05);
    }
    const far = posterior({ rows: rows.slice(0, 3), categorical: inputs.categorical }, y.slice(0, 3), {
      theta: new Float64Array(3).fill(30),
      noise: 1e-6,
    });
    expect(far.at(Float64Array.from([0.5, 0, 5])).deviation).toBeGreaterThan(20 * far.at(rows[0]!).deviation);
  });

  test('goes further past a value whose noise is known to be large, and is less certain there', () => {
    const outlier = y.with(7, y[7]! + 2);
    const known = new Float64Array(rows.length).fill(1e-4);
    const trusting = posterior({ ...inputs, known }, outlier, fitHyperparameters({ ...inputs, known }, outlier));
    const noisy = known.with(7, 4);
    const doubting = posterior(
      { ...inputs, known: noisy },
      outlier,
      fitHyperparameters({ ...inputs, known: noisy }, outlier),
    );
    expect(Math.abs(doubting.mean(rows[7]!) - y[7]!)).toBeLessThan(0.5);
    expect(Math.abs(doubting.mean(rows[7]!) - y[7]!)).toBeLessThan(Math.abs(trusting.mean(rows[7]!) - y[7]!));
    expect(doubting.at(rows[7]!).deviation).toBeGreaterThan(doubting.at(rows[8]!).deviation);
  });

  test('foretells values that it has not seen, of each category', () => {
    for (const c of [0, 1, 2]) {
      const row = Float64Array.from([0.4, 0.5, c]);
      expect(model.at(row).mean).toBeCloseTo(truth(row), 0.5);
    }
  });

  test('has the slopes that it says it has', () => {
    const row = Float64Array.from([0.37, 0.52, 1]);
    const [means, deviations] = [new Float64Array(3), new Float64Array(3)];
    expect(model.slopesAt(row, means, deviations)).toEqual(model.at(row));
    for (const axis of [0, 1]) {
      const [above, below] = [1e-5, -1e-5].map((step) => model.at(row.with(axis, row[axis]! + step)));
      expect((above!.mean - below!.mean) / 2e-5).toBeCloseTo(means[axis]!, 4);
      expect((above!.deviation - below!.deviation) / 2e-5).toBeCloseTo(deviations[axis]!, 4);
    }
    expect(Math.abs(means[2]!) + Math.abs(deviations[2]!)).toBe(0);
  });
});

describe('the expected improvement', () => {
  test('is φ(z) + z Φ(z), here by quadrature', () => {
    for (const z of [-3, -1.01, -0.99, 0, 2]) {
      const steps = 200_000;
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const gain = ((i + 0.5) / steps) * 12;
        sum += (gain * Math.exp(-((gain - z) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
      }
      expect(logImprovement(z).value).toBeCloseTo(Math.log((sum * 12) / steps), 6);
    }
  });

  test('rises everywhere with the slope that it says it has, also where it is too small for a number', () => {
    for (const z of [-1e6, -3000, -30, -24, -5, -0.5, 4]) {
      const { slope } = logImprovement(z);
      const step = 1e-4 * Math.max(1, Math.abs(z));
      const measured = (logImprovement(z + step).value - logImprovement(z - step).value) / (2 * step);
      expect(slope).toBeGreaterThan(0);
      expect(measured / slope).toBeCloseTo(1, 4);
    }
  });
});

describe('warping', () => {
  const losses = fc.array(fc.double({ min: -1e300, max: 1e300, noNaN: true }), { minLength: 1, maxLength: 30 });

  test('keeps the order, and gives numbers whatever it is given', () => {
    fc.assert(
      fc.property(losses, (values) => {
        const warped = warp([...values, Number.POSITIVE_INFINITY]).values;
        for (const v of warped) expect(Number.isFinite(v)).toBe(true);
        for (const [i, a] of values.entries()) {
          for (const [j, b] of values.entries()) if (a < b) expect(warped[i]).toBeLessThanOrEqual(warped[j]!);
        }
      }),
    );
  });

  test('has the slopes that it says it has: so far reaches an error of a loss', () => {
    const values = Array.from({ length: 30 }, (_, i) => Math.exp(i / 6));
    const { values: warped, slopes } = warp(values);
    for (const i of [3, 12, 24]) {
      const between = (warped[i + 1]! - warped[i - 1]!) / (values[i + 1]! - values[i - 1]!);
      expect(slopes[i]! / between).toBeCloseTo(1, 1);
    }
  });

  test('makes an exponential tail harmless, and leaves what is normal alone', () => {
    const normal = Array.from({ length: 41 }, (_, i) => (i - 20) / 10).map((x) => x - 0.05 * x ** 3);
    const wild = warp(normal.map((x) => Math.exp(3 * x))).values;
    const spread = Math.max(...wild) - Math.min(...wild);
    expect(spread).toBeLessThan(6);
    const calm = warp(normal).values;
    expect(calm[30]! / calm[35]!).toBeCloseTo(normal[30]! / normal[35]!, 1);
  });
});
