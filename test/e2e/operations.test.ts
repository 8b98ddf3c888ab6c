import { expect, test } from 'vitest';
import { api, sweepIs, trialPassed } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';

/** Learning rates that do not fall: what a step computes does not depend on the last one. */
const extra = '  lr_end: {value: 1}\n';

async function results(id: string) {
  return (await api.trials(id)).map(({ number, state, step, configHash, stateSha, score }) => {
    return { number, state, step, configHash, stateSha, score };
  });
}

test('trials that were extended after they were stopped early, after their end, and while they ran equal longer ones, bit for bit', async () => {
  const seeds = [11, 12, 13];
  const longer = await api.createSweep(ringSweep({ name: 'longer', steps: 4300, seeds, extra }));
  await sweepIs(longer.id, ['completed']);
  const { id } = await api.createSweep(ringSweep({ name: 'extended', steps: 4200, seeds, extra }));
  await trialPassed(id, 20, 1);
  await api.command(id, { kind: 'stop-trial', number: 1 });
  await trialPassed(id, 20, 3);
  expect((await api.trials(id)).map(({ state }) => state)).toEqual(['stopped-early', 'completed', 'running']);
  const answer = await api.command(id, { kind: 'extend', steps: 4300 });
  expect(answer).toMatchObject({ trials: 3, message: expect.stringContaining('bit for bit') });
  await sweepIs(id, ['completed']);
  expect(await results(id)).toEqual(await results(longer.id));
});
