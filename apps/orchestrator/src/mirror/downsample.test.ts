import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketEnd, downsample, mostPoints } from './downsample.ts';

const curve = (steps: number) => Array.from({ length: steps + 1 }, (_, step) => ({ step, value: Math.sin(step) }));

test('a long curve keeps at most the allowed number of points, among them its extremes and its end', () => {
  const points = curve(100_000);
  points[51_234] = { step: 51_234, value: 1e6 };
  const kept = downsample(points, 100_000);
  expect(kept.length).toBeLessThanOrEqual(mostPoints);
  expect(kept).toContainEqual({ step: 51_234, value: 1e6 });
  expect(kept.at(-1)).toEqual(points.at(-1));
});

test('a short curve is kept whole', () => {
  expect(downsample(curve(300), 300)).toEqual(curve(300));
});

test('a curve sent in pieces, wherever a sender stopped, equals the curve sent at once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.array(fc.nat(5_000)), (steps, reached) => {
      const points = curve(steps);
      const sent: { step: number; value: number }[] = [];
      let from = -1;
      for (const step of [...reached.filter((one) => one <= steps).sort((a, b) => a - b), steps]) {
        const to = step === steps ? steps : bucketEnd(steps, step);
        if (to <= from) continue;
        sent.push(
          ...downsample(
            points.filter((point) => point.step > from && point.step <= to),
            steps,
          ),
        );
        from = to;
      }
      expect(sent).toEqual(downsample(points, steps));
    }),
  );
});
