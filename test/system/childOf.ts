import { api } from './api.ts';
import { eventually } from './eventually.ts';

/** The process that trains the trial now, as its slot reports it. */
export function childOf(trialId: number): Promise<number> {
  return eventually(`a slot to report the child that trains trial ${trialId}`, async () => {
    const workers = await api.workers();
    const slot = workers
      .filter((worker) => worker.state === 'alive')
      .flatMap((worker) => worker.slots)
      .find((each) => each.lanes.some((work) => work?.trialId === trialId));
    return slot?.childPid ?? undefined;
  });
}
