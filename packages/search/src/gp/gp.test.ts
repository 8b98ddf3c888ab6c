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
        const warped = warp([...values, Number.POSITIVE_INFINITY]);
        for (const v of warped) expect(Number.isFinite(v)).toBe(true);
        for (const [i, a] of values.entries()) {
          for (const [j, b] of values.entries()) if (a < b) expect(warped[i]).toBeLessThanOrEqual(warped[j]!);
        }
      }),
    );
  });

  test('makes an exponential tail harmless, and leaves what is normal alone', () => {
    const normal = Array.from({ length: 41 }, (_, i) => (i - 20) / 10).map((x) => x - 0.05 * x ** 3);
    const wild = warp(normal.map((x) => Math.exp(3 * x)));
    const spread = Math.max(...wild) - Math.min(...wild);
    expect(spread).toBeLessThan(6);
    const calm = warp(normal);
    expect(calm[30]! / calm[35]!).toBeCloseTo(normal[30]! / normal[35]!, 1);
  });
});
