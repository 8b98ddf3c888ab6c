import { once } from 'node:events';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { SeesawError } from '@seesaw/shared/errors';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createStore } from '../store.ts';
import type { Store } from '../storePort.ts';
import { runningTrial } from '../testing/exampleSweep.ts';
import { databaseUrl, store as wired } from '../testing/testStore.ts';
import { toSeesawError } from './toSeesawError.ts';

/** Stands between store and Postgres, so that the server can be away for this test alone. */
class Cable {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  constructor(databaseUrl: string) {
    this.#target = new URL(databaseUrl);
  }

  async plugIn(): Promise<string> {
    this.#server = createServer((near) => {
      const far = connectTo(Number(this.#target.port), this.#target.hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
      }
      near.pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  async cut(): Promise<void> {
    const closed = this.#server === undefined ? undefined : once(this.#server, 'close');
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    await closed;
  }
}

let cable: Cable;
let store: Store;

beforeAll(async () => {
  cable = new Cable(databaseUrl);
  store = createStore({ databaseUrl: await cable.plugIn() });
});

afterAll(async () => {
  await store.close();
  await cable.cut();
});

const unavailable = { name: 'SeesawError', code: 'unavailable', retryable: true };

test('while Postgres is away every call is unavailable and retryable; when it is back the same store works', async () => {
  const { trialId, attempt } = await runningTrial(store);
  await cable.cut();
  const points = [{ metric: 'm', step: 1, value: 1, at: 0 }];
  await expect(store.ping()).rejects.toMatchObject(unavailable);
  await expect(store.metrics.append({ trialId, attempt, points })).rejects.toMatchObject(unavailable);
  await expect(store.trials.get(trialId)).rejects.toMatchObject(unavailable);
  await cable.plugIn();
  await vi.waitFor(() => store.ping(), { timeout: 20_000 });
  await store.metrics.append({ trialId, attempt, points });
  expect((await store.trials.get(trialId)).step).toBe(1);
});

test('calls that are under way when the connection is lost are unavailable, and what committed is kept', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const batches = Array.from({ length: 20 }, (_, step) => [{ metric: 'm', step, value: step, at: 0 }]);
  const sent = batches.map((points) => store.metrics.append({ trialId, attempt, points }));
  await sent[0];
  await cable.cut();
  const outcomes = await Promise.allSettled(sent);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(unavailable);
  await cable.plugIn();
  await vi.waitFor(() => store.ping(), { timeout: 20_000 });
  for (const points of batches) await store.metrics.append({ trialId, attempt, points });
  const stored = await store.metrics.all({ trialId, metric: 'm' });
  expect(stored.map((point) => point.value)).toEqual(batches.map((_, step) => step));
  expect((await store.trials.get(trialId)).metrics.m?.count).toBe(20);
});

test('writers that repeat what failed get through any number of outages, and nothing is lost or doubled', async () => {
  const trials = await Promise.all([1, 2, 3, 4].map(() => runningTrial(store)));
  let outages = 4;
  const write = async (step: number, { trialId, attempt }: { trialId: number; attempt: number }): Promise<void> => {
    const points = ['a', 'b'].map((metric) => ({ metric, step, value: step, at: 0 }));
    const at = { trialId, attempt, step };
    await persist(() => store.metrics.append({ trialId, attempt, points }));
    await persist(() =>
      store.checkpoints.save({ ...at, stateSha: 's', bytes: 1, location: 'spool@h:x', manifest: {} }),
    );
    await persist(() => store.trials.get(trialId));
  };
  const writing = trials.map(async (trial) => {
    let step = 0;
    // A few more after the last outage.
    for (let last = 3; last > 0; step += 1) {
      await write(step, trial);
      if (outages === 0) last -= 1;
    }
    return step;
  });
  while (outages > 0) {
    await wired.metrics.names('nothing');
    await cable.cut();
    await cable.plugIn();
    await persist(() => store.ping());
    outages -= 1;
  }
  for (const [index, steps] of (await Promise.all(writing)).entries()) {
    const { trialId } = trials[index]!;
    const row = await store.trials.get(trialId);
    expect([row.metrics.a?.count, row.metrics.b?.count, row.checkpointStep]).toEqual([steps, steps, steps - 1]);
    expect(await store.metrics.all({ trialId, metric: 'a' })).toHaveLength(steps);
    expect(await store.checkpoints.list(trialId)).toHaveLength(steps);
  }
});

/** Again and again while Postgres is unavailable, as a trainer does. */
async function persist(call: () => Promise<unknown>): Promise<void> {
  await vi.waitFor(
    async () => {
      try {
        await call();
      } catch (error) {
        expect(error).toMatchObject(unavailable);
        throw error;
      }
    },
    { timeout: 30_000, interval: 20 },
  );
}

test('a subscriber hears of what happens after an outage', async () => {
  let calls = 0;
  const stop = await store.events.subscribe(() => {
    calls += 1;
  });
  await cable.cut();
  await expect(store.ping()).rejects.toMatchObject(unavailable);
  await cable.plugIn();
  await wired.events.append({ kind: 'trial.error', message: 'after the outage' });
  await vi.waitFor(() => expect(calls).toBeGreaterThan(0), { timeout: 20_000 });
  await stop();
});

test.each([
  ['57P01', true],
  ['57P03', true],
  ['53300', true],
  ['08006', true],
  ['40P01', true],
  ['ECONNREFUSED', true],
  ['28P01', false],
  ['3D000', false],
])('%s is unavailable, retryable: %s', (code, retryable) => {
  const error = toSeesawError(Object.assign(new Error('told by the server'), { code }));
  expect([error.code, error.retryable]).toEqual(['unavailable', retryable]);
});

test('what is no fault of the connection is internal, and an error in the contract’s words stays itself', () => {
  expect(toSeesawError(Object.assign(new Error('x'), { code: '22012' })).code).toBe('internal');
  const known = new SeesawError('conflict', 'x');
  expect(toSeesawError(known)).toBe(known);
});
