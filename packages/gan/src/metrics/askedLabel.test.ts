import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedLabel } from './askedLabel.ts';
import { pairedPlaces } from './pairedPlaces.ts';

test('every label is asked for equally often, also among the samples that are compared in pairs', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }),
      fc.constantFrom(500, 1000, 1001, 2000, 2500, 10_000, 11_000),
      (classes, samples) => {
        const asked = Array.from({ length: samples }, (_, sample) => askedLabel(classes, sample, samples));
        for (const labels of [asked, pairedPlaces(samples).map((place) => asked[place]!)]) {
          const counts = Array.from({ length: classes }, (_, label) => labels.filter((one) => one === label).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
        }
      },
    ),
  );
});
