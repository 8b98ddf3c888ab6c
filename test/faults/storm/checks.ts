import { isDeepStrictEqual } from 'node:util';
import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { configOf } from '@seesaw/shared/configOf';
import { pointOf } from '@seesaw/shared/pointOf';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Store } from '@seesaw/store/storePort';
import { Client, Connection } from '@temporalio/client';
import { suggest } from '../../../apps/orchestrator/src/sweeps/suggest.ts';
import { valuesAt } from '../../../apps/trainer/src/function/valuesAt.ts';
import { eventually } from '../../system/eventually.ts';
import { footprintOf } from '../../system/footprint.ts';
import { mirrorIn } from '../../system/mirrorIn.ts';
import { impossibleDecisions } from './rungChecks.ts';
import type { Aftermath, EndedSweep } from './storm.ts';
import type { StormSystem } from './stormSystem.ts';

/** A thousand trials may stand before it in the queue of the mirror. */
const mirroredWithinMs = 600_000;

/** Answers what is wrong, in words; nothing when all is well. */
export type Check = (aftermath: Aftermath, system: StormSystem) => Promise<string[]> | string[];

/** What has to hold after any storm, by the sentence that promises it. */
export const checks: Readonly<Record<string, Check>> = {
  'every sweep ended by itself and is completed': ({ sweeps }) =>
    perSweep(sweeps, ({ row }) => (row.state === 'completed' ? [] : [`is ${row.state}`])),

  'there are exactly the planned trials, each number once, and all are completed or were judged': ({ sweeps }) =>
    perSweep(sweeps, ({ row, planned, trials }) => {
      const numbers = trials.map(({ number }) => number);
      const expected = Array.from({ length: planned }, (_, index) => index + 1);
      const stops = row.definition.earlyTerminate !== null;
      const unfinished = trials.filter(({ state }) => state !== 'completed' && !(stops && state === 'stopped-early'));
      return [
        ...(isDeepStrictEqual(numbers, expected) ? [] : [`has the trials ${numbers.join(', ')} of ${planned}`]),
        ...unfinished.map(({ number, state, lastError }) => `trial ${number} is ${state}: ${lastError}`),
      ];
    }),

  'where nothing depends on who came first, points and endings are those of the undisturbed sweep': ({ sweeps }) =>
    perSweep(sweeps, ({ trials, twin }) =>
      trials.flatMap(({ number, point, state, step }) => {
        if (twin === undefined) return [];
        const { footprint: _, ...expected } = twin[number - 1]!;
        const found = { point, state, step };
        return isDeepStrictEqual(found, expected)
          ? []
          : [`trial ${number} came to ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`];
      }),
    ),

  'every suggestion is made again from its seed, its number and what it saw': ({ sweeps }, { store }) =>
    perSweep(sweeps, async ({ row, trials }) => {
      const wrong: string[] = [];
      const before = await pointsBeforeExploits(store, row.id);
      for (const trial of trials) {
        const { number } = trial;
        const point = before.get(number) ?? trial.point;
        const config = suggest(row.definition, number, await store.sweeps.knownBy(row.id, number));
        const again = config === 'exhausted' ? config : pointOf(row.definition, config);
        if (!isDeepStrictEqual(again, point))
          wrong.push(`trial ${number} tried ${JSON.stringify(point)}, now suggested: ${JSON.stringify(again)}`);
      }
      return wrong;
    }),

  'no trial was stopped at a rung, or promoted from it, that no standings there could have led to': (
    { sweeps },
    { store },
  ) => perSweep(sweeps, (sweep) => impossibleDecisions(sweep, store)),

  'the highest step that people are shown never went back': ({ steps }) =>
    steps.looks === 0 ? ['nobody ever saw a trial'] : [...steps.wentBack],

  'each trial of a function has each value once, and it is the right one': ({ sweeps }, { store }) =>
    perSweep(
      // A trial that went on with another point has values of each: its twin has the same ones.
      sweeps.filter(({ isReal, row }) => !isReal && row.definition.pbt === null),
      async ({ row, trials }) => {
        const wrong: string[] = [];
        for (const { id, number, point, step: lastStep } of trials) {
          const config = configOf(row.definition, point, number);
          const every = Number(config.values.eval_every);
          const points = await store.metrics.all({ trialId: id, metric: 'eval/score' });
          const found = points.map(({ step, value }) => [step, value]);
          const steps = Array.from({ length: lastStep / every }, (_, i) => (i + 1) * every);
          const expected = steps.map((step) => [step, valuesAt(config, step)['eval/score']]);
          if (!isDeepStrictEqual(found, expected))
            wrong.push(`trial ${number} has ${firstDifference(found, expected)}`);
        }
        return wrong;
      },
    ),

  'metrics are those of the undisturbed sweep, and real trainings end in the same state, bit for bit': (
    { sweeps },
    { store },
  ) =>
    perSweep(sweeps, async ({ trials, isReal, twin }) => {
      const wrong: string[] = [];
      if (twin === undefined) return wrong;
      for (const trial of trials) {
        const { stateSha, points } = await footprintOf(store, trial);
        const expected = twin[trial.number - 1]!.footprint;
        if (isReal && stateSha !== expected.stateSha)
          wrong.push(`trial ${trial.number} ended in state ${stateSha} instead of ${expected.stateSha}`);
        if (!isDeepStrictEqual(points, expected.points))
          wrong.push(`trial ${trial.number} has ${firstDifference(points, expected.points)}`);
      }
      return wrong;
    }),

  'packed trials were struck in their lanes, and went on in lanes': ({ sweeps }, { store }) =>
    perSweep(sweeps, async ({ row, trials }) => {
      const { pack } = row.definition;
      if (pack === undefined) return [];
      const wrong: string[] = [];
      const lanes = new Set<number | null>();
      let struck = false;
      for (const { id, number } of trials) {
        const attempts = await store.trials.attempts(id);
        struck ||= attempts.length > 1;
        for (const { attempt, lane } of attempts) {
          lanes.add(lane);
          if (lane === null) wrong.push(`attempt ${attempt} of trial ${number} had no lane`);
        }
      }
      if (!struck) wrong.push('no trial had to be taken up again: it shows nothing');
      if (lanes.size < pack) wrong.push(`used ${lanes.size} of its ${pack} lanes`);
      return wrong;
    }),

  'no row says that anything still runs': ({ sweeps }, { store }) =>
    perSweep(sweeps, async ({ trials }) => {
      const wrong: string[] = [];
      for (const { id, number, state } of trials) {
        if (!isEndedTrial(state)) wrong.push(`trial ${number} is ${state}`);
        const open = (await store.trials.attempts(id)).filter(({ endedAt }) => endedAt === null);
        for (const { attempt } of open) wrong.push(`attempt ${attempt} of trial ${number} has no end`);
      }
      return wrong;
    }),

  'no workflow is open': async (_, { temporal }) => {
    const connection = await Connection.connect({ address: temporal.address });
    try {
      const { workflow } = new Client({ connection, namespace: temporal.namespace });
      const open = async () => {
        const ids: string[] = [];
        for await (const { workflowId } of workflow.list({ query: 'ExecutionStatus="Running"' })) ids.push(workflowId);
        return ids;
      };
      // The list of the server lags behind.
      return await untilNone(open, 30_000);
    } finally {
      await connection.close();
    }
  },

  'no slot holds a trial': async (_, { store }) =>
    untilNone(async () => {
      const alive = (await store.workers.list()).filter(({ state }) => state === 'alive');
      return alive.flatMap(({ id, slots }) =>
        slots.flatMap(({ slot, lanes }) =>
          lanes.flatMap((work) => (work === null ? [] : [`slot ${slot} of ${id} holds trial ${work.trialId}`])),
        ),
      );
    }, 60_000),

  'every checkpoint and sample that is left lies in MLflow': async ({ sweeps }, { store }) =>
    untilNone(async () => {
      const wrong: string[] = [];
      for (const { row, trials } of sweeps.filter(({ isReal }) => isReal)) {
        for (const { id, number } of trials) {
          const kept = (await store.checkpoints.list(id)).filter(({ corrupt }) => !corrupt);
          const local = kept.filter(({ location }) => !location.startsWith('mlflow:'));
          wrong.push(...local.map(({ step }) => `the checkpoint of step ${step} of trial ${number} is local`));
        }
        const { items: samples } = await store.samples.list({ sweepId: row.id, limit: 100_000 });
        const local = samples.filter(({ pngLocation }) => !pngLocation.startsWith('mlflow:'));
        wrong.push(
          ...local.map(({ step, trialNumber }) => `the sample of step ${step} of trial ${trialNumber} is local`),
        );
      }
      return wrong;
    }, mirroredWithinMs),

  'MLflow shows every real training once': ({ sweeps }, { mlflowUrl }) =>
    perSweep(sweeps, async ({ row, planned, isReal }) => {
      if (!isReal) return [];
      const { parents, children } = await mirrorIn(createMlflowClient({ baseUrl: mlflowUrl }), row.id);
      const names = children.map(({ name }) => name).sort();
      return parents.length === 1 && new Set(names).size === planned && names.length === planned
        ? []
        : [`has ${parents.length} parent runs and these of trials: ${names.join(', ')}`];
    }),
};

/** The points with which trials of population based training began, by number; others keep theirs. */
async function pointsBeforeExploits(store: Store, sweepId: string): Promise<Map<number, unknown>> {
  const before = new Map<number, unknown>();
  const { events } = await store.events.after({ cursor: 0, sweepId, limit: 100_000 });
  for (const { kind, trialNumber, data } of events) {
    if (kind === 'trial.exploit' && !before.has(trialNumber!)) before.set(trialNumber!, data.before);
  }
  return before;
}

async function perSweep(
  sweeps: readonly EndedSweep[],
  look: (sweep: EndedSweep) => Promise<string[]> | string[],
): Promise<string[]> {
  const found = await Promise.all(sweeps.map(async (sweep) => ({ sweep, wrong: await look(sweep) })));
  return found.flatMap(({ sweep, wrong }) => wrong.map((text) => `${sweep.row.name}: ${text}`));
}

/** Waits for what takes a moment; answers what is still there at the end. */
async function untilNone(look: () => Promise<string[]>, timeoutMs: number): Promise<string[]> {
  let found: string[] = [];
  try {
    await eventually(
      'nothing to be left',
      async () => {
        found = await look();
        return found.length === 0;
      },
      timeoutMs,
    );
  } catch (error) {
    return found.length > 0 ? found : [String(error)];
  }
  return [];
}

function firstDifference(found: readonly unknown[], expected: readonly unknown[]): string {
  const at = found.findIndex((value, index) => !isDeepStrictEqual(value, expected[index]));
  const index = at < 0 ? found.length : at;
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `${found.length} points instead of ${expected.length}; the first that differs: ${show(found[index])} instead of ${show(expected[index])}`;
}
