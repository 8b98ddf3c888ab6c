import { proxyActivities, startChild } from '@temporalio/workflow';

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** One child with one activity that does nothing: the least that a durable trial can cost. */
export async function bareTrial(): Promise<void> {
  await nothing();
}

/** A sliding window of such children, as a sweep keeps one, without anything else. */
export async function bareSweep({ trials, concurrency }: { trials: number; concurrency: number }): Promise<void> {
  let started = 0;
  const lane = async () => {
    while (started < trials) {
      started += 1;
      const child = await startChild(bareTrial);
      await child.result();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}
