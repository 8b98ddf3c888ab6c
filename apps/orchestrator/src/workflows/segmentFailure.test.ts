import { ActivityFailure, ApplicationFailure, CancelledFailure, RetryState, TimeoutFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { describeSegmentFailure } from './segmentFailure.ts';

const wrapped = (cause: Error) =>
  new ActivityFailure('failed', 'trainSegment', '1', RetryState.NON_RETRYABLE_FAILURE, '', cause);

test('a failure keeps its code and whether it may be retried', () => {
  const failure = ApplicationFailure.create({ type: 'data-set', message: 'truncated', nonRetryable: true });
  expect(describeSegmentFailure(wrapped(failure))).toEqual({
    code: 'data-set',
    retryable: false,
    message: 'truncated',
  });
  const died = ApplicationFailure.create({ type: 'trainer-child-died', message: 'signal 9' });
  expect(describeSegmentFailure(wrapped(died))).toMatchObject({ code: 'trainer-child-died', retryable: true });
});

test('missing heartbeats mean that the trainer is lost', () => {
  const failure = describeSegmentFailure(wrapped(new TimeoutFailure('timed out', undefined, 'HEARTBEAT')));
  expect(failure).toMatchObject({ code: 'trainer-lost', retryable: true });
  expect(failure.message).toContain('heartbeats');
});

test('a segment that was given back unasked, or whose writer was superseded, is retried', () => {
  expect(describeSegmentFailure(wrapped(new CancelledFailure('CANCELLED')))).toMatchObject({ retryable: true });
  const superseded = ApplicationFailure.create({ type: 'superseded', message: 'newer', nonRetryable: true });
  expect(describeSegmentFailure(wrapped(superseded))).toMatchObject({ retryable: true });
});

test('an error without a name is internal and retried', () => {
  expect(describeSegmentFailure(wrapped(ApplicationFailure.create({ message: 'x is not a function' })))).toEqual({
    code: 'internal',
    retryable: true,
    message: 'x is not a function',
  });
});
