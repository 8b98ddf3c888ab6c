/**
 * `npm run test:faults -- --seed 1 --minutes 3 --method tpe`: sweeps of every method (or of the one named) and real trainings
 * while everything they rely on is killed, frozen, cut off, slowed down and lied to. Prints the schedule, which the seed
 * gives again, what was checked, and as last line the times as JSON. After a failure the logs are kept.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { down, knownEndpoints, progressLine, up } from '@seesaw/local/local';
import { checks } from './storm/checks.ts';
import { schedule, strikeLine } from './storm/schedule.ts';
import { type StormPlan, sitThrough, trainersFor } from './storm/storm.ts';
import { type StormSystem, startStormSystem } from './storm/stormSystem.ts';
import { type FunctionSweep, type StormyKind, stormyKindNames, stormyKinds } from './storm/stormySweep.ts';

/** A search needs some trials before it learns anything; a judged trial is several segments. */
const leastTrials = 16;
/** Trainings in lanes; the last ones take the lanes of the first. */
const leastPacked = 6;
const packedPerMinute = 2;
const trialsPerMinute = { search: 12, judged: 4 };

async function main(args: readonly string[]): Promise<number> {
  let plan: StormPlan;
  try {
    plan = planOf(args);
  } catch (error) {
    console.error(`usage: npm run test:faults -- [--seed N] [--minutes M] [--method M]: ${(error as Error).message}`);
    return 2;
  }
  console.log(`Seed ${plan.seed}: what will happen`);
  for (const strike of schedule(plan)) console.log(strikeLine(strike));
  const folder = await mkdtemp(join(tmpdir(), 'seesaw-faults-'));
  const servicesHome = join(folder, 'services');
  let starting: Promise<StormSystem> | undefined;
  let failed = 0;
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= (async () => {
      // Also one that is only starting: nobody else knows its processes.
      await starting?.then(
        (system) => system.close(),
        () => undefined,
      );
      await down({ home: servicesHome });
    })();
    return ending;
  };
  // A terminal sends its own, and npm another one: the second must not end this process before its trainers.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void end().finally(() => process.exit(130)));
  const say = (sentence: string, problems: readonly string[]) => {
    console.log(`${problems.length === 0 ? '✓' : '✕'} ${sentence}`);
    for (const problem of problems) console.log(`    ${problem}`);
    failed += problems.length === 0 ? 0 : 1;
  };
  try {
    await up({
      home: servicesHome,
      services: ['mlflow', 'temporal'],
      onProgress: (event) => event.kind === 'done' && console.log(progressLine(event)),
    });
    const { databaseUrl, temporalAddress, mlflowUrl } = knownEndpoints({ home: servicesHome });
    starting = startStormSystem({
      services: { databaseUrl: databaseUrl!, temporalAddress: temporalAddress!, mlflowUrl: mlflowUrl! },
      servicesHome,
      home: join(folder, 'apps'),
      trainers: trainersFor(plan),
    });
    const system = await starting;
    console.log('The storm begins once the undisturbed sweeps are through.');
    const aftermath = await sitThrough(plan, system, (strike) => console.log(strikeLine(strike)));
    for (const [sentence, check] of Object.entries(checks)) say(sentence, await check(aftermath, system));
    say('no process outlives its system', await system.close());
    starting = undefined;
    const { seconds, idealSeconds, strikes } = aftermath;
    console.log(
      JSON.stringify({ seed: plan.seed, failed, strikes, seconds, idealSeconds, overIdeal: seconds / idealSeconds }),
    );
  } catch (error) {
    failed += 1;
    console.error(error);
  } finally {
    await end();
    if (failed === 0) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    else console.log(`Replay with --seed ${plan.seed}. Logs: ${folder}`);
  }
  return failed === 0 ? 0 : 1;
}

function planOf(args: readonly string[]): StormPlan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
      minutes: { type: 'string', default: '5' },
      method: { type: 'string' },
    },
  });
  const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) throw new Error('--seed is a whole number of 32 bits');
  if (!(minutes > 0)) throw new Error('--minutes is a number above 0');
  const wanted = stormyKindNames.filter((kind) => values.method === undefined || kind === values.method);
  if (wanted.length === 0) throw new Error(`--method is one of ${stormyKindNames.join(', ')}`);
  return {
    seed,
    durationMs: minutes * 60_000,
    longestMs: 20_000,
    sweeps: wanted.flatMap((kind) => sweepsOf(kind, minutes)),
    rings: {
      steps: 3_000,
      sweeps: [{ trials: 4 }, { trials: Math.max(leastPacked, packedPerMinute * Math.round(minutes)), pack: 4 }],
    },
  };
}

/** What depends on who comes first is tried both ways: alone it repeats itself exactly, in company each suggestion is recomputed. */
function sweepsOf(kind: StormyKind, minutes: number): FunctionSweep[] {
  const perMinute = 'rule' in stormyKinds[kind] ? trialsPerMinute.judged : trialsPerMinute.search;
  const trials = Math.max(leastTrials, Math.round(perMinute * minutes));
  const widths = stormyKinds[kind].dependsOnOrder ? [1, 3] : [4];
  return widths.map((concurrency) => ({ kind, concurrency, trials }));
}

process.exitCode = await main(process.argv.slice(2));
