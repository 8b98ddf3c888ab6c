import type { WorkerRow } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { isServed, poolsOf, startCommand } from './pools.ts';

function worker(pool: string, state: WorkerRow['state'], trialIds: readonly (number | null)[]): WorkerRow {
  return {
    id: pool + state,
    host: 'h',
    pid: 1,
    pool,
    version: '1',
    slots: trialIds.map((trialId, slot) => ({
      ...{ slot, device: 'cpu', threads: 1, childPid: null },
      lanes: [null, trialId === null ? null : { trialId, step: 1 }],
    })),
    startedAt: '',
    lastSeenAt: '',
    state,
  };
}

test('pools are those that are served and those that are wanted; who is gone serves nothing', () => {
  const workers = [worker('default', 'alive', [7, null]), worker('large', 'gone', [null])];
  expect(poolsOf(workers, [{ pool: 'large', waiting: 3, running: 0, sweeps: 2 }])).toEqual([
    { name: 'default', trainers: 1, slots: 2, busy: 1, waiting: 0, sweeps: 0 },
    { name: 'large', trainers: 0, slots: 0, busy: 0, waiting: 3, sweeps: 2 },
  ]);
  expect(isServed('default', workers)).toBe(true);
  expect(isServed('large', workers)).toBe(false);
});

test('the command that starts a trainer names the pool, unless it is the usual one', () => {
  expect(startCommand('default')).not.toContain('default');
  expect(startCommand('large')).toContain('--pool large');
});
