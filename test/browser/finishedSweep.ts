import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';

/** Two short trials that differ in their loss, trained to the end: something to compare and to look at. */
export async function finishedSweep(name: string) {
  const yaml = ringSweep({
    name,
    steps: 100,
    concurrency: 2,
    everySteps: 50,
    extra: '  loss: {values: [nonsaturating, lsgan]}\n',
  }).replace('sample_every: {value: 200}', 'sample_every: {value: 25}');
  const { id } = await api.createSweep(yaml);
  await sweepIs(id, ['completed']);
  const trials = await api.trials(id);
  return { id, trials: trials.toSorted((a, b) => a.number - b.number) };
}
