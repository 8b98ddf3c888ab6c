import { expect, test } from 'vitest';
import { collectGarbage } from '../testing/collectGarbage.ts';
import { databaseUrl } from '../testing/testStore.ts';
import { openPool } from './pool.ts';

test('a transaction that is over is forgotten, though its connection lives on', async () => {
  const pool = openPool({ databaseUrl, applicationName: 'pool-test', maxConnections: 1, statementTimeoutMs: 0 });
  const results: WeakRef<object>[] = [];
  for (let round = 0; round < 20; round += 1) {
    const transaction = pool.transaction(async (tx) => ({ rows: await tx`select ${round}::integer as round` }));
    results.push(new WeakRef(await transaction));
    const refused = pool.transaction(async () => {
      throw Object.assign(new Error('refused'), { round });
    });
    results.push(new WeakRef(await refused.catch((error: object) => error)));
  }
  await collectGarbage();
  // The newest ones may still be in the hands of the driver.
  expect(results.filter((result) => result.deref() !== undefined).length).toBeLessThanOrEqual(5);
  await pool.end();
});
