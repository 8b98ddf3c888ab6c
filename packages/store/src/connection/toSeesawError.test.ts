import { expect, test } from 'vitest';
import { toSeesawError } from './toSeesawError.ts';

test('what to do about an outage is true for whoever reads it, and promises nobody that it is tried again', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  const { code, retryable, message, facts } = toSeesawError(refused);
  expect({ code, retryable }).toEqual({ code: 'unavailable', retryable: true });
  expect(message).toBe('Postgres cannot be reached or is busy just now (connect ECONNREFUSED 127.0.0.1:5432)');
  expect(facts.hint).toMatch(/^nothing that was stored is lost, and the same can be asked again\./);
  expect(facts.hint).not.toContain('is tried again');
});
