import type { Endpoints } from '@seesaw/local/local';
import type { SweepRow } from '@seesaw/shared/records';
import type { Store } from '@seesaw/store/storePort';
import { say } from './suite.ts';

export async function createSweep({ apiUrl }: Endpoints, yaml: string): Promise<string> {
  const response = await fetch(`${apiUrl}/api/v1/sweeps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ yaml }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The sweep was not created: ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

/** The sweep's row once it is completed. */
export async function untilCompleted(store: Store, id: string): Promise<SweepRow> {
  let told = performance.now();
  for (;;) {
    const sweep = await store.sweeps.get(id);
    const completed = sweep.counts.completed ?? 0;
    if (sweep.state === 'completed') return sweep;
    if (sweep.state !== 'running') throw new Error(`Sweep ${id} is ${sweep.state}`);
    if (performance.now() - told > 10_000) {
      told = performance.now();
      say(`  ${completed} trials completed`);
    }
    await new Promise((resolve) => setTimeout(resolve, completed > 20 ? 500 : 20));
  }
}
