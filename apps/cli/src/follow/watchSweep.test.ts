import { describe, expect, it } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { createPaint } from '../output/paint.ts';
import type { Session } from '../session.ts';
import { sweepRow } from '../testRows.ts';
import { endingText, exitCodeOf } from './watchSweep.ts';

const session = { paint: createPaint(false) } as Session;
const { counts } = sweepRow();
const ended = (changes: Partial<typeof counts>) =>
  sweepRow({ state: 'completed', counts: { ...counts, running: 0, completed: 0, ...changes } });

describe('how a sweep ended', () => {
  it('is told with the command that says why, and with exit code 3, where no trial succeeded', () => {
    const failed = ended({ failed: 3 });
    expect(endingText(failed, session)).toBe(
      'balance is completed, but no trial succeeded: 3 failed.\n' +
        '  Why: seesaw trial list --sweep swp-1a2b --state failed\n' +
        '  Again, from the last checkpoint: seesaw sweep retry swp-1a2b\n',
    );
    const diverged = ended({ diverged: 3 });
    expect(endingText(diverged, session)).toBe(
      'balance is completed, but no trial succeeded: 3 diverged.\n  How: seesaw trial list --sweep swp-1a2b\n',
    );
    expect([failed, diverged].map(exitCodeOf)).toEqual([exitCodes.someTrialsFailed, exitCodes.someTrialsFailed]);
  });

  it('is plain where all went well, and a diverged trial beside others is a result', () => {
    expect(endingText(ended({ completed: 3 }), session)).toBe('balance is completed.\n');
    expect(exitCodeOf(ended({ completed: 2, diverged: 1 }))).toBe(exitCodes.ok);
    expect(endingText(ended({ completed: 2, failed: 1 }), session)).toMatch(
      /^balance is completed\. 1 trial failed\.\n/,
    );
    expect(exitCodeOf(ended({ completed: 2, failed: 1 }))).toBe(exitCodes.someTrialsFailed);
  });
});
