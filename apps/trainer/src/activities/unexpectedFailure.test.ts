import { expect, it } from 'vitest';
import { unexpectedFailure } from './unexpectedFailure.ts';

it.each(['ENOSPC: no space left on device, write', 'EDQUOT: disk quota exceeded, open'])(
  'a disk that is full is an outage, so that the trial waits for room: %s',
  (text) => {
    const failure = unexpectedFailure(new Error(text), 7);
    expect(failure).toMatchObject({ code: 'unavailable', retryable: true, facts: { trialId: 7 } });
    expect(failure.message).toContain(text);
  },
);

it('anything else is a bug of the trainer, and retried', () => {
  const failure = unexpectedFailure(new TypeError('x is undefined'), 7);
  expect(failure).toMatchObject({ code: 'internal', retryable: true });
});
