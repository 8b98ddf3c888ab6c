import { describe, expect, it } from 'vitest';
import { createPaint } from '../output/paint.ts';
import { sweepRow, trialRow } from '../testRows.ts';
import { createProgressView } from './progressView.ts';

function writer(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 60, write: (text: string) => void written.push(text), written };
}

const plain = createPaint(false);

describe('progress', () => {
  it('is a line per change where nothing can be redrawn, and repeats nothing', () => {
    const out = writer(false);
    let nowMs = 0;
    const view = createProgressView(out, plain, () => nowMs);
    const running = { sweep: sweepRow(), trials: [trialRow(1), trialRow(2, { state: 'running', step: 10 })] };
    view.show(running);
    nowMs = 1000;
    view.show(running);
    view.show({ ...running, trials: [trialRow(1), trialRow(2, { state: 'failed', lastError: 'The child died.' })] });
    expect(out.written).toEqual([
      'trial 1    completed  score 0.25  ● ok  lr_ratio=0.5\n',
      'trial 2    running  lr_ratio=1\n',
      '1/3 trials · 1 running · best 0.25 by #1 lr_ratio=0.5\n',
      'trial 2    failed  The child died.  lr_ratio=1\n',
    ]);
  });

  it('tells a trial again when its next attempt begins', () => {
    const out = writer(false);
    const view = createProgressView(out, plain, () => 0);
    view.show({ sweep: sweepRow(), trials: [trialRow(1, { state: 'running' })] });
    view.show({ sweep: sweepRow(), trials: [trialRow(1, { state: 'running', attempt: 2 })] });
    expect(out.written.filter((line) => line.includes('attempt 2'))).toHaveLength(1);
  });

  it('redraws a block on a terminal: as many lines are cleared as were drawn, and none wraps', () => {
    const out = writer(true);
    const view = createProgressView(out, plain);
    const trials = [
      trialRow(1),
      trialRow(2, { state: 'running', step: 50, point: { lr_ratio: 1, note: 'x'.repeat(80) } }),
    ];
    view.show({ sweep: sweepRow(), trials });
    view.show({ sweep: sweepRow(), trials: trials.slice(0, 1) });
    const [first = '', second = ''] = out.written;
    expect(first.split('\n').slice(0, -1)).toHaveLength(3);
    expect(Math.max(...first.split('\n').map((line) => line.length))).toBeLessThan(60);
    expect(first).toContain('██████████░░░░░░░░░░');
    expect(second.startsWith('\u001b[3A\u001b[0J')).toBe(true);
  });

  it('counts what ended before the newest thousand trials, which are all that a look at a very large sweep brings', () => {
    const out = writer(true);
    const { counts } = sweepRow();
    const sweep = sweepRow({ plannedTrials: 4, counts: { ...counts, completed: 2, running: 1 } });
    createProgressView(out, plain).show({ sweep, trials: [trialRow(2), trialRow(3, { state: 'running', step: 0 })] });
    expect(out.written[0]).toContain('██████████░░░░░░░░░░ 2/4 trials');
  });
});
