import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checks } from './storm/checks.ts';
import { schedule, strikeLine } from './storm/schedule.ts';
import { type Aftermath, type StormPlan, sitThrough, trainersFor } from './storm/storm.ts';
import { type StormSystem, startStormSystem } from './storm/stormSystem.ts';

/** The short form of `npm run test:faults`: each kind of fault once. */
const plan: StormPlan = {
  seed: 1,
  durationMs: 30_000,
  longestMs: 4_000,
  sweeps: [
    { kind: 'random', concurrency: 3, trials: 30 },
    { kind: 'tpe', concurrency: 1, trials: 14 },
    { kind: 'gp', concurrency: 2, trials: 16 },
    { kind: 'asha', concurrency: 1, trials: 12 },
    { kind: 'pbt', concurrency: 2, trials: 4 },
  ],
  rings: { steps: 1_400, sweeps: [{ trials: 2 }, { trials: 3, pack: 2 }] },
};

let home: string;
let system: StormSystem | undefined;
let aftermath: Aftermath | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'seesaw-storm-'));
  const options = { services: inject('endpoints'), servicesHome: inject('home'), home, trainers: trainersFor(plan) };
  system = await startStormSystem(options);
  aftermath = await sitThrough(plan, system, (strike) => console.log(strikeLine(strike)));
  const { seconds, idealSeconds, strikes } = aftermath;
  console.log(JSON.stringify({ seed: plan.seed, strikes, seconds, idealSeconds, overIdeal: seconds / idealSeconds }));
}, 900_000);

afterAll(async () => {
  const left = await system?.close();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
  expect(left, 'processes outlive their system').toEqual([]);
});

test.each(Object.entries(checks))(
  'after a storm: %s',
  async (_, check) => {
    expect(await check(aftermath!, system!)).toEqual([]);
  },
  700_000,
);

test('a seed gives the same storm again, and another one another', () => {
  const lines = (seed: number) => schedule({ seed, durationMs: 300_000, longestMs: 20_000 }).map(strikeLine);
  expect(lines(5)).toEqual(lines(5));
  expect(lines(5)).not.toEqual(lines(6));
});
