import { expect, it } from 'vitest';
import { formatLocation, parseLocation } from './location.ts';

it.each(['spool@host-1:sweep/7/checkpoints/global_step_100', 'mlflow:3/0a1b/checkpoints/global_step_100'])(
  '%s is read and written without a change',
  (text) => {
    expect(formatLocation(parseLocation(text))).toBe(text);
  },
);

it.each([
  'spool@h:../../etc/passwd',
  'spool@h:a/../../b',
  'spool@h:/etc/passwd',
  'spool@h:',
  'spool@:a',
  'mlflow:3/run',
  'mlflow:3/run/../x',
  's3://bucket/key',
  '',
])('%j is refused', (text) => {
  expect(() => parseLocation(text)).toThrow(/is no location/);
});
