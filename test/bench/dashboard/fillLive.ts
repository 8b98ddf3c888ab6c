import type { Store } from '@seesaw/store/storePort';
import { begin, newTrials } from '@seesaw/store/testing/exampleSweep';

/** Rows of metrics a second and trial, and metrics in a row: eight trials of them are 480 points a second. */
const rowsPerSecond = 10;
const metrics = [
  'eval/score',
  'train/d_loss',
  'train/g_loss',
  'balance/d_acc_real',
  'balance/d_acc_fake',
  'system/pace',
];
const trials = 8;

export interface LiveSweep {
  readonly sweepId: string;
  readonly pointsPerSecond: number;
  /** Points written until now. */
  readonly written: () => number;
  stop(): Promise<void>;
}

/** A sweep whose trials report like trainings that log every tenth of a second. */
export async function fillLive(store: Store): Promise<LiveSweep> {
  const { sweepId, trials: rows } = await newTrials(store, trials, { plannedTrials: trials });
  const running: { trialId: number; attempt: number }[] = [];
  for (const { trialId } of rows) running.push({ trialId, attempt: (await begin(store, trialId)).attempt });
  let step = 0;
  let written = 0;
  let goesOn = true;
  const write = async () => {
    for (let next = performance.now(); goesOn; next += 1000 / rowsPerSecond) {
      step += 10;
      for (const [index, segment] of running.entries()) {
        const points = metrics.map((metric, place) => ({
          ...{ metric, step, at: Date.now() },
          value: 1 / (1 + step / 3000) + 0.1 * Math.sin(step * 0.01 * (place + 1) + index),
        }));
        await store.metrics.append({ ...segment, points });
        written += points.length;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
  };
  const writing = write();
  return {
    sweepId,
    pointsPerSecond: rowsPerSecond * metrics.length * trials,
    written: () => written,
    async stop() {
      goesOn = false;
      await writing;
    },
  };
}
