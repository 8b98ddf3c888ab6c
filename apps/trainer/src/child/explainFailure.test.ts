import { SeesawError } from '@seesaw/shared/errors';
import { expect, test } from 'vitest';
import { explainFailure } from './explainFailure.ts';

test('a typed error keeps its code and words', () => {
  const error = new SeesawError('data-set', 'Data file x is torn.');
  expect(explainFailure(error)).toEqual({ code: 'data-set', retryable: false, message: 'Data file x is torn.' });
});

test.each([
  'OOM when allocating tensor with shape[64,1024]',
  'RESOURCE_EXHAUSTED: failed to allocate',
  'Array buffer allocation failed',
])('lack of memory is recognised and may be retried: %s', (text) => {
  expect(explainFailure(new Error(text))).toMatchObject({
    code: 'out-of-memory',
    retryable: true,
    message: expect.stringContaining('batch_size'),
  });
});

test('a full disk is not a bug of ours; anything else is, with its stack', () => {
  expect(explainFailure(new Error('ENOSPC: no space left on device, write'))).toMatchObject({
    code: 'unavailable',
    retryable: true,
  });
  const bug = explainFailure(new TypeError('x is not a function'));
  expect(bug).toMatchObject({ code: 'internal', retryable: false });
  expect(bug.message).toContain('explainFailure.test.ts');
});
