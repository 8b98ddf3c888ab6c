import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hypervolume } from '@seesaw/search/pareto/hypervolume';
import { rungsOf } from '@seesaw/shared/earlyTerminate';
import { frontOf } from '@seesaw/shared/front';
import { objectivesOf, toLosses } from '@seesaw/shared/objective';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { suggest } from '../../apps/orchestrator/src/sweeps/suggest.ts';
import { api, sweepIs } from '../system/api.ts';
import { seesawHere } from '../system/seesawHere.ts';

const folder = fileURLToPath(new URL('../../examples/methods/', import.meta.url));
/** On a machine that is busy with other things; alone it takes less than a minute. */
const patienceMs = 600_000;
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

/** Real trainings are cut to a fifth of their length, long sweeps to fewer trials: no promise depends on it. */
const shorter: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'bayes.yaml': [
    ['run_cap: 16', 'run_cap: 12'],
    ['value: 300', 'value: 60'],
  ],
  'cmaes.yaml': [['run_cap: 96', 'run_cap: 48']],
  'nsga2.yaml': [['run_cap: 150', 'run_cap: 40']],
  'pareto.yaml': [
    ['run_cap: 16', 'run_cap: 12'],
    ['value: 300', 'value: 60'],
  ],
  'pbt.yaml': [
    ['every_steps: 100', 'every_steps: 20'],
    ['value: 100', 'value: 20'],
    ['value: 400', 'value: 80'],
  ],
  'tpe.yaml': [['run_cap: 60', 'run_cap: 40']],
};

interface Ended {
  readonly sweep: SweepRow;
  /** By number. */
  readonly trials: readonly TrialRow[];
}

/** What a file says of its method, beyond what every sweep promises. */
const promises: Readonly<Record<string, (ended: Ended) => void | Promise<void>>> = {
  sobol: ({ sweep, trials }) => {
    for (const { name, dimension } of sweep.definition.space) {
      if (dimension.kind !== 'float') throw new Error(`${name} is no line`);
      const { min, max } = dimension;
      const parts = trials.map(({ point }) => Math.floor(((Number(point[name]) - min) / (max - min)) * trials.length));
      expect(new Set(parts).size, `parts of ${name} with a trial`).toBe(trials.length);
    }
  },
  grid: ({ sweep, trials }) => {
    const places = trials.map(({ point }) => `${point.x1} ${point.x2}`);
    expect(new Set(places).size).toBe(9);
    expect(
      places.slice(0, 3).map((place) => place.split(' ')[0]),
      'the last parameter is the fastest',
    ).toEqual(Array(3).fill('-3.1416'));
    const least = trials.flatMap(({ score }, i) => (Math.abs(Number(score) - 0.398) < 0.001 ? [places[i]] : []));
    expect(least).toEqual(['-3.1416 12.275', '3.1416 2.275', '9.4248 2.475']);
    expect(sweep.bestScore).toBeCloseTo(0.398, 3);
  },
  random: ({ sweep, trials }) => {
    for (const { point } of trials) {
      const [x2, x3, x4] = [point.x2, point.x3, point.x4].map(Number) as [number, number, number];
      expect(x2 > 0 && x2 < 1 && x4 >= 0.1 && x4 <= 1, JSON.stringify(point)).toBe(true);
      expect(Math.abs(x3 * 20 - Math.round(x3 * 20))).toBeLessThan(1e-9);
      expect([0.1, 0.3, 0.5]).toContain(point.x5);
      expect('x6' in point, JSON.stringify(point)).toBe(Number(point.x5) > 0.2);
    }
    expect(new Set(trials.map(({ point }) => point.x1)).size).toBe(sweep.plannedTrials);
    expect(new Set(trials.map(({ point }) => 'x6' in point)).size, 'a branch that was never drawn').toBe(2);
  },
  tpe: learns,
  gp: learns,
  cmaes: learns,
  nsga2: dominatesMore,
  bayes: ({ trials }) => {
    for (const { point } of trials) expect('gp_lambda' in point, JSON.stringify(point)).toBe(point.loss === 'wgan-gp');
  },
  asha: ({ sweep, trials }) => {
    const rule = sweep.definition.earlyTerminate;
    if (rule?.type !== 'asha') throw new Error('the file has no asha');
    const last = Number(sweep.definition.base.steps);
    const stopped = trials.filter(({ state }) => state === 'stopped-early');
    // One in three goes on, and while few are there one more now and then.
    expect(stopped.length).toBeGreaterThan(trials.length / 2);
    for (const { step } of stopped) expect(rungsOf(rule, last)).toContain(step);
    const through = trials.filter(({ state }) => state === 'completed');
    expect(through.length).toBeGreaterThan(0);
    for (const { step } of through) expect(step).toBe(last);
  },
  hyperband: ({ sweep, trials }) => {
    const rule = sweep.definition.earlyTerminate;
    if (rule?.type !== 'hyperband') throw new Error('the file has no hyperband');
    const last = Number(sweep.definition.base.steps);
    for (const { number, state, step } of trials) {
      if (state === 'completed') expect(step).toBe(last);
      else expect(rungsOf(rule, last, number % rule.brackets), `trial ${number}`).toContain(step);
    }
    for (const bracket of [0, 1]) {
      const states = trials.filter(({ number }) => number % rule.brackets === bracket).map(({ state }) => state);
      expect(new Set(states), `bracket ${bracket}`).toEqual(new Set(['completed', 'stopped-early']));
    }
  },
  median: ({ trials }) => {
    const stopped = trials.filter(({ state }) => state === 'stopped-early');
    expect(stopped.length).toBeGreaterThan(0);
    for (const { step } of stopped) expect([20, 30]).toContain(step);
    const best = trials.reduce((a, b) => (Number(b.score) < Number(a.score) ? b : a));
    expect(best, 'whoever is best is never worse than the median').toMatchObject({ state: 'completed', step: 40 });
  },
  threshold: ({ trials }) => {
    for (const { number, state, step, score } of trials) {
      expect({ state, step }, `trial ${number}`).toEqual(
        Number(score) > 50 ? { state: 'stopped-early', step: 10 } : { state: 'completed', step: 20 },
      );
    }
    expect(new Set(trials.map(({ state }) => state)).size).toBe(2);
  },
  patience: ({ trials }) => {
    for (const { state, step } of trials) expect({ state, step }).toEqual({ state: 'stopped-early', step: 60 });
  },
  pbt: async ({ sweep, trials }) => {
    const { pbt, base } = sweep.definition;
    if (pbt === null) throw new Error('the file has no pbt');
    const generations = Number(base.steps) / pbt.everySteps - 1;
    const { events } = await store.events.after({ cursor: 0, sweepId: sweep.id, limit: 10_000 });
    const exploits = events.filter((event) => event.kind === 'trial.exploit');
    const ofEach = Math.ceil(trials.length * pbt.quantile);
    expect(exploits.map((event) => event.step)).toEqual(
      Array.from({ length: generations * ofEach }, (_, i) => (Math.floor(i / ofEach) + 1) * pbt.everySteps),
    );
    for (const { trialNumber, data } of exploits) expect(data.from).not.toBe(trialNumber);
    for (const trial of trials) {
      const last = exploits.findLast((event) => event.trialNumber === trial.number);
      if (last !== undefined) expect(trial.point).toEqual(last.data.point);
      expect(trial.attempt).toBe(generations + 1);
    }
  },
};

let store: Store;
let sweeps: ReadonlyMap<string, { readonly byCli: string; readonly byApi: string }>;

/** All of them side by side, so that they take the time of the slowest. */
beforeAll(async () => {
  store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  const written = await mkdtemp(join(tmpdir(), 'seesaw-examples-'));
  const created = files.map(async (file) => {
    const text = textOf(file);
    await writeFile(join(written, file), text);
    const [byCli, byApi] = await Promise.all([createByCli(join(written, file)), createByApi(text)]);
    return [file, { byCli, byApi }] as const;
  });
  sweeps = new Map(await Promise.all(created));
  await Promise.all([...sweeps.values()].map(({ byApi }) => sweepIs(byApi, ['completed'], patienceMs)));
}, patienceMs);
afterAll(() => store.close());

test.each(files)(
  'examples/methods/%s, through the CLI and through the API, does what its method promises',
  async (file) => {
    const { byCli, byApi } = sweeps.get(file)!;
    const waited = await seesawHere('sweep', 'wait', byCli);
    expect(waited, waited.stderr).toMatchObject({ code: 0 });
    for (const id of [byCli, byApi]) {
      const ended = { sweep: await api.sweep(id), trials: await api.trials(id) };
      await keepsEveryPromise(ended);
      await promises[file.slice(0, -'.yaml'.length)]?.(ended);
    }
    const listed = await seesawHere('trial', 'list', '--sweep', byCli, '-o', 'json');
    expect(JSON.parse(listed.stdout)).toMatchObject(
      (await api.trials(byCli)).map(({ number, state, step, score, point }) => ({ number, state, step, score, point })),
    );
  },
);

/** Exactly the planned trials, each once, with a result, at a point that search gives again from what it saw. */
async function keepsEveryPromise({ sweep, trials }: Ended): Promise<void> {
  const { id, definition, plannedTrials } = sweep;
  expect(trials.map(({ number }) => number)).toEqual(Array.from({ length: plannedTrials }, (_, i) => i + 1));
  const objectives = objectivesOf(definition);
  for (const { number, state, score, metrics } of trials) {
    expect(['completed', 'stopped-early', 'diverged'], `trial ${number}`).toContain(state);
    if (state !== 'diverged') expect(score, `trial ${number}`).toBeTypeOf('number');
    for (const { name } of objectives) expect(metrics[name]?.count, `trial ${number}`).toBeGreaterThan(0);
  }
  if (objectives.length > 1) await hasItsFront({ sweep, trials });
  else {
    const scores = trials.flatMap(({ score }) => score ?? []);
    expect(sweep.bestScore).toBe(definition.metric.goal === 'minimize' ? Math.min(...scores) : Math.max(...scores));
  }
  // An exploit changes the point of a trial.
  if (definition.pbt !== null) return;
  for (const trial of trials) {
    const known = await store.sweeps.knownBy(id, trial.number);
    expect(suggest(definition, trial.number, known), `trial ${trial.number}`).toEqual(trial.config);
  }
}

/** API and CLI name the same trials: those that no other one beats in every objective. No trial is called the best. */
async function hasItsFront({ sweep, trials }: Ended): Promise<void> {
  const results = trials.flatMap((trial) => {
    const losses = lossesOf(sweep, trial);
    return losses === null ? [] : [{ number: trial.number, losses }];
  });
  const front = frontOf(results.map(({ losses }) => losses)).map((index) => results[index]!.number);
  expect(trials.filter(({ onFront }) => onFront).map(({ number }) => number)).toEqual(front);
  expect(sweep).toMatchObject({ frontSize: front.length, bestScore: null, bestTrialNumber: null });
  const answer = await api.front(sweep.id);
  expect(answer.objectives).toEqual(sweep.definition.metrics);
  expect(answer.items.map(({ number }) => number)).toEqual(front);
  const listed = await seesawHere('trial', 'list', '--sweep', sweep.id, '--front', '-o', 'json');
  expect((JSON.parse(listed.stdout) as TrialRow[]).map(({ number }) => number)).toEqual(front);
  const shown = await seesawHere('sweep', 'show', sweep.id);
  for (const { name } of answer.objectives) expect(shown.stdout).toContain(name);
  expect(shown.stdout).toContain(`front        ${front.length} trial`);
}

function lossesOf(sweep: SweepRow, { state, metrics }: TrialRow): number[] | null {
  if (state === 'diverged') return null;
  const objectives = objectivesOf(sweep.definition);
  const values = objectives
    .map(({ name }) => metrics[name]?.last)
    .map((value) => (value === undefined ? null : Number(value)));
  return toLosses(values, objectives);
}

/** All trials dominate clearly more than the first tenth of them. */
function dominatesMore({ sweep, trials }: Ended): void {
  const losses = trials.flatMap((trial) => {
    const own = lossesOf(sweep, trial);
    return own === null ? [] : [own];
  });
  const reference = losses[0]!.map((_, i) => Math.max(...losses.map((own) => own[i]!)));
  const first = hypervolume(losses.slice(0, trials.length / 10), reference);
  expect(hypervolume(losses, reference)).toBeGreaterThan(1.02 * first);
}

/** The later half has what the first tenth had not. */
function learns({ trials }: Ended): void {
  const best = (some: readonly TrialRow[]) => Math.min(...some.map(({ score }) => score ?? Number.POSITIVE_INFINITY));
  expect(best(trials.slice(trials.length / 2))).toBeLessThan(best(trials.slice(0, trials.length / 10)));
}

async function createByCli(file: string): Promise<string> {
  const { stdout, stderr, code } = await seesawHere('sweep', 'create', file, '-o', 'json');
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as SweepRow).id;
}

async function createByApi(text: string): Promise<string> {
  return (await api.createSweep(text)).id;
}

function textOf(file: string): string {
  return (shorter[file] ?? []).reduce(
    (text, [long, short]) => {
      if (!text.includes(long)) throw new Error(`${file} has no ${long} to be shortened`);
      return text.replaceAll(long, short);
    },
    readFileSync(`${folder}${file}`, 'utf8'),
  );
}
