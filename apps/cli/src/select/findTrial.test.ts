import { describe, expect, it } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { parseTrialName } from './findTrial.ts';

describe('parseTrialName', () => {
  it('reads an id, a number in a sweep, and a number with --sweep', () => {
    expect(parseTrialName('42', undefined)).toEqual({ kind: 'id', id: 42 });
    expect(parseTrialName('latest/3', undefined)).toEqual({ kind: 'number', sweep: 'latest', number: 3 });
    expect(parseTrialName('my/odd/name/3', undefined)).toEqual({ kind: 'number', sweep: 'my/odd/name', number: 3 });
    expect(parseTrialName('#7', 'ring')).toEqual({ kind: 'number', sweep: 'ring', number: 7 });
  });

  it.each(['', 'three', '0', '-1', '1.5', 'latest/', 'latest/x', '99999999999999999999', '2147483648'])(
    'refuses %j as a usage error that says what is possible',
    (text) => {
      expect(() => parseTrialName(text, undefined)).toThrow(
        expect.objectContaining({ exitCode: exitCodes.usage, hint: expect.stringContaining('latest/3') }),
      );
    },
  );
});
