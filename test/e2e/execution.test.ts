import { expect, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';

test('a trial that runs as a graph ends in the state of the one that ran operation by operation', async () => {
  const { id } = await api.createSweep(
    ringSweep({ name: 'executions', steps: 40, everySteps: 20, extra: '  execution: {values: [eager, graph]}\n' }),
  );
  await sweepIs(id, ['completed']);
  const [eager, graph] = await api.trials(id);
  expect(eager!.stateSha).toMatch(/^[0-9a-f]{64}$/);
  expect(graph!.stateSha).toBe(eager!.stateSha);
  expect(graph!.score).toBe(eager!.score);
});
