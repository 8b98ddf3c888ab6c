import { expect, test } from 'vitest';
import { begin, runningTrial } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

test('changes of verdict are told by step, with what an interrupted attempt said too far ahead taken back', async () => {
  const { trialId } = await runningTrial(store);
  const say = (attempt: number, step: number, health: 'ok' | 'd-wins' | 'collapse') =>
    store.segments.health({ trialId, attempt, step, health, evidence: `seen at ${step}`, advice: 'lower `lr_d`' });
  await say(1, 10, 'ok');
  await say(1, 20, 'ok');
  await say(1, 30, 'd-wins');
  await store.checkpoints.save({
    ...{ trialId, attempt: 1, step: 20, stateSha: 'sha', bytes: 1, location: 'spool@host-a:1/x', manifest: {} },
  });
  await begin(store, trialId);
  await store.segments.truncate({ trialId, attempt: 2, fromStep: 20 });
  await say(2, 40, 'collapse');
  const verdicts = await store.trials.verdicts([trialId]);
  expect(verdicts.map(({ step, health, attempt }) => ({ step, health, attempt }))).toEqual([
    { step: 10, health: 'ok', attempt: 1 },
    { step: 40, health: 'collapse', attempt: 2 },
  ]);
  expect(verdicts[1]).toMatchObject({ trialId, evidence: 'seen at 40', advice: 'lower `lr_d`' });
  expect(await store.trials.verdicts([])).toEqual([]);
});
