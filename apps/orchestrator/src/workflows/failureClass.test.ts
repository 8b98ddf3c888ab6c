import { expect, test } from 'vitest';
import { type FailureClass, failureClass } from './failureClass.ts';

test.each<[string, FailureClass, Parameters<typeof failureClass>[0]]>([
  ['a wrong configuration', 'final', { code: 'invalid-sweep', retryable: false }],
  ['a torn data file', 'final', { code: 'data-set', retryable: false }],
  ['a bug in the training', 'final', { code: 'internal', retryable: false }],
  ['a password that Postgres refuses', 'final', { code: 'unavailable', retryable: false }],
  ['an outage of Postgres or MLflow, or a full disk', 'outage', { code: 'unavailable', retryable: true }],
  ['too little memory', 'memory', { code: 'out-of-memory', retryable: true }],
  ['a killed child', 'infrastructure', { code: 'trainer-child-died', retryable: true }],
  ['a lost trainer', 'infrastructure', { code: 'trainer-lost', retryable: true }],
  ['an overtaken writer', 'infrastructure', { code: 'superseded', retryable: true }],
  ['a bug of the trainer', 'infrastructure', { code: 'internal', retryable: true }],
])('%s is %s', (_, expected, failure) => {
  expect(failureClass(failure)).toBe(expected);
});
