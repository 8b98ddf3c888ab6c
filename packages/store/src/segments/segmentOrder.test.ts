import { SeesawError } from '@seesaw/shared/errors';
import { segmentOrder } from '@seesaw/shared/segmentOrder';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentStart } from '../segmentPort.ts';
import { newTrials, suggest } from '../testing/exampleSweep.ts';
import { command, store } from '../testing/testStore.ts';

/** Any order number that came up, among few, so that they meet. */
const order = fc.integer({ min: 1, max: 6 });

async function newTrial() {
  const { sweepId, trials } = await newTrials(store, 1);
  return { sweepId, trialId: trials[0]!.trialId };
}

const start = (trialId: number, scheduled: number, call: string) =>
  store.segments.start({ trialId, workerId: call, host: 'h', slot: 0, order: scheduled, call });

/** The attempt that it got, or `late`; whatever else it answers is a failure of the test. */
async function outcomeOf(asked: Promise<SegmentStart>): Promise<number | 'late'> {
  try {
    const answer = await asked;
    if (answer.kind === 'run') return answer.attempt;
    throw new Error(`answered ${answer.kind}`);
  } catch (error) {
    if (error instanceof SeesawError && error.code === 'superseded') return 'late';
    throw error;
  }
}

test('in whatever order tasks reach their trainers, a trial goes only to one that was scheduled later than all before', async () => {
  const arrival = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('start' as const), order }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('ask again' as const), order }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('give up' as const), order }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { minLength: 3, maxLength: 20 }), async (arrivals) => {
      const { trialId } = await newTrial();
      /** By order number: the calls that asked with it. */
      const calls = new Map<number, string>();
      let highest = 0;
      let attempt = 0;
      let owner: string | undefined;
      let newest: string | null = null;
      for (const [index, one] of arrivals.entries()) {
        if (one.do === 'give up') {
          await store.trials.release({ trialId, code: 'trainer-lost', message: 'gone', order: one.order });
          highest = Math.max(highest, one.order);
          owner = undefined;
          continue;
        }
        const call = (one.do === 'ask again' ? calls.get(one.order) : undefined) ?? `call ${index}`;
        if (!calls.has(one.order)) calls.set(one.order, call);
        const outcome = await outcomeOf(start(trialId, one.order, call));
        if (call !== owner && one.order > highest) {
          attempt += 1;
          highest = one.order;
          owner = call;
          newest = call;
        }
        expect(outcome, JSON.stringify([one, { highest, call, owner }])).toBe(call === owner ? attempt : 'late');
        const state = owner === undefined ? 'pending' : 'running';
        expect(await store.trials.get(trialId)).toMatchObject({ state, attempt, workerId: newest });
      }
      expect((await store.trials.attempts(trialId)).map((row) => row.attempt)).toEqual(
        Array.from({ length: attempt }, (_, index) => index + 1),
      );
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('of tasks that arrive at the same moment the one that was scheduled last owns the trial', async () => {
  const arrivals = fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 2 });
  await fc.assert(
    fc.asyncProperty(arrivals, async (orders) => {
      const { trialId } = await newTrial();
      const outcomes = await Promise.all(orders.map((one) => outcomeOf(start(trialId, one, `call ${one}`))));
      const owners = orders
        .map((scheduled, index) => ({ scheduled, attempt: outcomes[index]! }))
        .filter(({ attempt }) => attempt !== 'late')
        .sort((a, b) => Number(a.attempt) - Number(b.attempt))
        .map(({ scheduled }) => scheduled);
      expect(owners, 'each scheduled after the one before it').toEqual([...owners].sort((a, b) => a - b));
      const last = Math.max(...orders);
      expect(owners.at(-1)).toBe(last);
      expect(await store.trials.get(trialId)).toMatchObject({ workerId: `call ${last}`, attempt: owners.length });
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('a late task changes nothing, and whoever owns the trial goes on writing', async () => {
  const { trialId } = await newTrial();
  const owned = await outcomeOf(start(trialId, 2, 'owner'));
  const before = await store.trials.get(trialId);
  expect(await outcomeOf(start(trialId, 1, 'late'))).toBe('late');
  expect(await outcomeOf(start(trialId, 2, 'a copy'))).toBe('late');
  expect(await store.trials.get(trialId)).toEqual(before);
  await store.segments.heartbeat({ trialId, attempt: Number(owned), step: 5 });
  expect(await store.trials.get(trialId)).toMatchObject({ state: 'running', attempt: 1, step: 5 });
});

test('a segment that was given up before it began does not begin', async () => {
  const { trialId } = await newTrial();
  await store.trials.release({ trialId, code: 'trainer-lost', message: 'no heartbeat', order: 1 });
  expect(await outcomeOf(start(trialId, 1, 'thawed'))).toBe('late');
  expect(await store.trials.get(trialId)).toMatchObject({ state: 'pending', attempt: 0 });
});

test('one that comes to a paused sweep counts as seen', async () => {
  const { sweepId, trialId } = await newTrial();
  await command(sweepId, { kind: 'pause' });
  expect(await start(trialId, 2, 'second')).toMatchObject({ kind: 'not-wanted' });
  await command(sweepId, { kind: 'resume' });
  expect(await outcomeOf(start(trialId, 1, 'first'))).toBe('late');
});

test('each time a trial is handed out, its segments are scheduled later than all before', async () => {
  const { sweepId, trialId } = await newTrial();
  const handOut = async () => {
    const { trials } = await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest });
    return segmentOrder(trials[0]?.launch ?? 1, 1);
  };
  const [second, third] = [await handOut(), await handOut()];
  expect(second).toBeGreaterThan(segmentOrder(1, 1000));
  expect(third).toBeGreaterThan(second);
  expect(await outcomeOf(start(trialId, third, 'third'))).toBe(1);
  expect(await outcomeOf(start(trialId, second, 'second'))).toBe('late');
});

test('tasks of before there were order numbers start as they did', async () => {
  const { trialId } = await newTrial();
  expect(await outcomeOf(start(trialId, 5, 'new'))).toBe(1);
  expect(await outcomeOf(store.segments.start({ trialId, workerId: 'old', host: 'h', slot: 0 }))).toBe(2);
  expect(await outcomeOf(start(trialId, 5, 'new')), 'its attempt is not the newest any more').toBe('late');
});
