import type { Health } from '@seesaw/shared/health';
import { expect, test } from 'vitest';
import { recordedRun, recordedRuns } from '../../recordedRun.ts';
import { createAssessor } from './assessor.ts';

/** What is said of each recorded run, with the step at which it is, and a piece of the evidence. */
const expected: Readonly<Record<(typeof recordedRuns)[number], { said: [Health, number][]; evidence: string }>> = {
  ok: { said: [['ok', 400]], evidence: 'nothing has collapsed' },
  'd-wins': {
    said: [
      ['ok', 400],
      ['d-wins', 650],
    ],
    evidence:
      'D is right on 100 % of the real samples and 100 % of the fake samples, and the gradient of G is 5.5 % of what it was at first',
  },
  'g-wins': { said: [['g-wins', 500]], evidence: 'D finds only 0.0 % of the fake samples' },
  collapse: { said: [['collapse', 500]], evidence: '100 % of the generated samples have a near-duplicate beside them' },
  oscillating: {
    said: [
      ['ok', 400],
      ['oscillating', 900],
    ],
    evidence: "Over the last 800 steps D's lead",
  },
  diverged: { said: [['diverged', 2]], evidence: 'train/g_loss is NaN at step 2' },
  'd-overfit': {
    said: [
      ['ok', 400],
      ['d-overfit', 850],
    ],
    evidence: 'of the way from generated to training samples above held-out ones',
  },
  stalled: {
    said: [['stalled', 500]],
    evidence: 'the updates of D and G made 0.5 % and 0.3 % of the length of their weights',
  },
};

test.each(recordedRuns)('%s: what a real training reported is judged so, at these steps', (name) => {
  const { rows, windowSteps } = recordedRun(name);
  const assessor = createAssessor(windowSteps);
  const said: [Health, number][] = [];
  for (const row of rows) {
    const { health } = assessor.add(row);
    if (health !== 'unknown' && said.at(-1)?.[0] !== health) said.push([health, row.step]);
  }
  expect(said).toEqual(expected[name].said);
  expect(assessor.verdict.evidence).toContain(expected[name].evidence);
});
