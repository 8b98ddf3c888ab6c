import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { testPostgres } from '@seesaw/local/testServices';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { runningTrial } from '@seesaw/store/testing/exampleSweep';
import { createMetricSink, type MetricSink } from '../../../apps/trainer/src/sinks/metricSink.ts';
import { type Cost, less } from './cost.ts';
import type { TrainDone, TrainOrder } from './trainingChild.ts';

/**
 * What reporting 100 metrics every 10 steps costs a real ring-mlp trial: the trainer's loop in its own process, over IPC, through
 * the sink, into Postgres. Everything the loop does between steps is compared with the time of its steps, so that noise of the
 * machine meets both; beside it, what measuring the game's own signals takes of it.
 *
 * `--rounds 7 --steps 1000 --metrics 100 --every 10`
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '7' },
      steps: { type: 'string', default: '1000' },
      metrics: { type: 'string', default: '100' },
      every: { type: 'string', default: '10' },
    },
  });
  const order = { steps: Number(values.steps), everySteps: Number(values.every), metrics: Number(values.metrics) };
  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({ databaseUrl: postgres.url, applicationName: 'bench-overhead' });
  const trainer = startTrainer();
  try {
    await trainer.ready;
    const rounds: TrainDone[] = [];
    let points = 0;
    // The first round builds what later ones find.
    for (let round = 0; round <= Number(values.rounds); round += 1) {
      const sink = await newSink(store);
      const done = await trainer.train(order, ({ step, at, values: reported }) => {
        points += Object.keys(reported).length;
        sink.add(step, at, reported);
      });
      await sink.flush();
      if (round > 0) rounds.push(done);
      console.error(
        `round ${round}: ${Math.round(done.steps.clockMs)} ms of steps, ${Math.round(done.besides.clockMs)} ms besides`,
      );
    }
    const percents = (clock: keyof Cost) => {
      const percent = (part: (done: TrainDone) => Cost) => {
        const shares = rounds.map((done) => Number(((100 * part(done)[clock]) / done.steps[clock]).toFixed(2)));
        return { median: median(shares), rounds: shares };
      };
      return {
        'besides steps and measuring': percent((done) => less(done.besides, done.measuring)),
        'of it handing the metrics over': percent((done) => done.reporting),
        'of it verdicts and listening': percent((done) => less(less(done.besides, done.measuring), done.reporting)),
        'measuring the game': percent((done) => done.measuring),
      };
    };
    return {
      suite: 'metrics-overhead',
      ...order,
      loadAverage: loadavg().map((load) => Number(load.toFixed(1))),
      pointsReported: points,
      msPerStep: Number((median(rounds.map(({ steps }) => steps.clockMs)) / order.steps).toFixed(3)),
      percentOfSteps: percents('clockMs'),
      percentOfProcessorTimeOfSteps: percents('processorMs'),
    };
  } finally {
    trainer.stop();
    await store.close();
    await postgres.drop();
  }
}

async function newSink(store: Store): Promise<MetricSink> {
  const { trialId, attempt } = await runningTrial(store);
  return createMetricSink({
    segment: { trialId, attempt },
    metrics: store.metrics,
    onPressure: () => undefined,
    onFailure: () => undefined,
  });
}

interface Reported {
  readonly type: 'metrics';
  readonly step: number;
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

function startTrainer() {
  const child = fork(fileURLToPath(new URL('./trainingChild.ts', import.meta.url)), [], {
    execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  const gone = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`The training ended: ${code}`))),
  );
  void Promise.allSettled([gone]);
  const heard = (type: string) =>
    new Promise<unknown>((resolve) => {
      const listen = (block: readonly { type: string }[]) => {
        const said = block.find((message) => message.type === type);
        if (said === undefined) return;
        child.off('message', listen);
        resolve(said);
      };
      child.on('message', listen);
    });
  return {
    ready: Promise.race([heard('ready'), gone]),
    async train(order: TrainOrder, onMetrics: (report: Reported) => void): Promise<TrainDone> {
      const listen = (block: readonly (Reported | { type: 'other' })[]) => {
        for (const message of block) if (message.type === 'metrics') onMetrics(message);
      };
      child.on('message', listen);
      const done = heard('done');
      child.send(order);
      const result = await Promise.race([done, gone]);
      child.off('message', listen);
      return result as TrainDone;
    },
    stop: () => child.disconnect(),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
