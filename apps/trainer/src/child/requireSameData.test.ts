import { dataVersionOf, firstDataVersion } from '@seesaw/gan/data/dataVersion';
import { ring } from '@seesaw/gan/data/ring';
import { expect, test } from 'vitest';
import { requireSameData } from './requireSameData.ts';

test('a training goes on with the samples that it began with: of now, or images as they always were', () => {
  expect(() => requireSameData(ring, undefined)).not.toThrow();
  expect(() => requireSameData(ring, dataVersionOf(ring))).not.toThrow();
  expect(() => requireSameData({ kind: 'images', name: 'mnist-10k' }, firstDataVersion)).not.toThrow();
});

test('with other samples it is refused for good, saying of what and what to do', () => {
  expect(() => requireSameData(ring, firstDataVersion)).toThrow(
    expect.objectContaining({
      code: 'conflict',
      retryable: false,
      message: expect.stringMatching(/samples of ring as version 1 .* as version 2.*--from scratch/),
    }),
  );
});
