import { createAssessor } from '@seesaw/gan/health/assessor';
import { stateLeftTheNumbers } from '@seesaw/gan/health/diverged';
import type { MetricRow } from '@seesaw/gan/health/seen';
import { windowStepsOf } from '@seesaw/gan/health/windowSteps';
import type { PlainTensors } from '@seesaw/gan/state/safetensors';
import type { Training } from '@seesaw/gan/training';
import type { SampleShape } from '@seesaw/shared/checkpointManifest';
import { SeesawError } from '@seesaw/shared/errors';
import type { HealthHistory } from '@seesaw/shared/health';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { FromChild, ToChild } from '../protocol.ts';
import { type ManifestFacts, writeCheckpoint } from './checkpointFiles.ts';
import { inWords, startLedger } from './ledger.ts';
import { writeSample } from './sampleFiles.ts';
import { stepsTogether } from './stepsTogether.ts';
import type { Wishes } from './wishes.ts';

/** The thread belongs to TensorFlow; after this long it looks for messages. */
const LISTEN_EVERY_MS = 50;
const PROGRESS_EVERY_MS = 500;
/** All are in memory. Each takes a dozen turns of `LISTEN_EVERY_MS` where steps take the thread between them. */
const mostUnwritten = 6;

export type TrainMessage = Extract<ToChild, { type: 'train' }>;
export type SegmentEnd = Pick<Extract<FromChild, { type: 'ended' }>, 'state' | 'step' | 'message'>;

/** Of every message the part that the segment itself knows: (trialId, attempt) are added by `say`. */
export type Said = FromChild extends infer M
  ? M extends { trialId: number }
    ? Omit<M, 'trialId' | 'attempt'>
    : never
  : never;

export interface SegmentInput {
  readonly train: TrainMessage;
  /** Fresh or restored. */
  readonly training: Training<void | Promise<void>>;
  /** Of the checkpoint that it was restored from. */
  readonly health?: HealthHistory;
  /** `mode` as long as no step has shown how steps really run. */
  readonly execution: ManifestFacts['execution'];
  /** What compiling took so far. */
  readonly compilingMs: () => number;
  /** What its generator makes. */
  readonly sample: SampleShape;
  readonly codeVersion: string;
  readonly dataVersion: number;
  readonly say: (message: Said) => void;
  /** What the supervisor wants meanwhile: stop, or wait because it cannot store more metrics just now. */
  readonly wishes: Wishes;
}

/**
 * Trains from where `training` stands to the end of the segment, or until it is stopped or the losses leave the numbers. At each step,
 * in this order: metrics, evaluation, sample, checkpoint; so what a checkpoint has behind it was reported before.
 */
export async function runSegment(input: SegmentInput): Promise<SegmentEnd> {
  const { train, training, say, compilingMs } = input;
  const { config, untilStep } = train;
  const every = cadence(config);
  const pace = { runSteps: config.steps, logEvery: every.log, evalEvery: every.evaluation };
  const assessor = createAssessor(windowStepsOf(pace), input.health);
  let { health } = assessor.verdict;
  let checkpointed = train.resumeFrom === undefined ? -1 : training.step;
  let listenedAt = performance.now();
  let progressAt = 0;
  const ledger = startLedger(compilingMs);
  const speed = stopwatch(training.step, ledger.clock);
  const stepped = () => training.steppingMs - compilingMs();
  /** Of the last call. */
  let msPerStep = Number.POSITIVE_INFINITY;

  /** Samples and checkpoints are told in their order; the disk takes its time while the next steps are trained. */
  let written = Promise.resolve();
  let unwritten = 0;
  /** @param work begins at once: what it writes need not be kept in another form until then */
  const write = async (work: () => Promise<Said>) => {
    // A disk that is full shows now, not at the end.
    await Promise.race([written, undefined]);
    if (unwritten === mostUnwritten) await written;
    unwritten += 1;
    const writing = work();
    written = written
      .then(async () => say(await writing))
      .finally(() => {
        unwritten -= 1;
      });
    void Promise.allSettled([writing, written]);
  };

  /** @param unreported what was measured at this step, or how to, where it was not told */
  const checkpoint = (unreported?: () => Record<string, number>) =>
    ledger.time('checkpoints', async (): Promise<SegmentEnd | undefined> => {
      if (checkpointed === training.step) return undefined;
      const { step } = training;
      const state = training.save();
      const left = firstNotFinite(state);
      if (left !== undefined) {
        // The losses of this step were still numbers: the last update was not.
        if (unreported !== undefined) report({ step, values: unreported() });
        if (health !== 'diverged') say({ type: 'health', step, ...stateLeftTheNumbers(left, step) });
        return { state: 'diverged', step, message: diverged(step, `A value of ${left}`) };
      }
      checkpointed = step;
      const facts = { ...manifestFacts(input), step, health: assessor.history() };
      await write(async () => ({
        type: 'checkpoint',
        step,
        ...(await writeCheckpoint(train.trialFolder, state, facts)),
      }));
      return undefined;
    });
  const sample = () =>
    ledger.time('samples', async () => {
      const { step } = training;
      const set = training.sample();
      await write(async () => ({ type: 'sample', step, ...(await writeSample(train.trialFolder, step, set)) }));
    });

  const end = await play().finally(() => Promise.allSettled([written]));
  await ledger.time('checkpoints', () => written);
  say({ type: 'log', level: 'info', step: training.step, message: inWords(ledger.spent()) });
  return end;

  async function play(): Promise<SegmentEnd> {
    if (training.step === 0) {
      await sample();
      await measureUntrained();
    }
    // A verdict that was reached after this checkpoint may stand in the trial's row.
    if (health !== 'unknown') say({ type: 'health', step: training.step, ...assessor.verdict });
    // Killed between the last checkpoint and its end: the score may not have been stored.
    if (training.step === untilStep) tell({ step: training.step, values: await evaluation() });
    while (training.step < untilStep) {
      const now = performance.now();
      if (now - progressAt > PROGRESS_EVERY_MS) {
        progressAt = now;
        say({ type: 'progress', step: training.step });
      }
      if (now - listenedAt > LISTEN_EVERY_MS) await listen();
      if (input.wishes.held) await input.wishes.mayGoOn();
      const intent = input.wishes.stop;
      if (intent === 'cancel')
        return { state: 'cancelled', step: training.step, message: `Cancelled at step ${training.step}.` };
      if (intent === 'pause') {
        return (
          // Nobody told of a report: it lacks gradient norms and how far the last step went.
          (await checkpoint(() => training.readMetrics())) ?? {
            state: 'paused',
            step: training.step,
            message: `Paused at step ${training.step}; everything up to here is kept.`,
          }
        );
      }

      const count = stepsTogether({
        step: training.step,
        untilStep,
        every: [...Object.values(every), config.checkpoint.everySteps],
        msPerStep,
        withinMs: LISTEN_EVERY_MS,
      });
      const step = training.step + count;
      const last = step === config.steps;
      const ends = step === untilStep;
      const evaluationDue = last || step % every.evaluation === 0;
      const reportDue = evaluationDue || step % every.log === 0;
      const checkpoints = ends || step % config.checkpoint.everySteps === 0;
      const before = stepped();
      await training.trainStep(count, { isReported: reportDue || checkpoints });
      const stepping = stepped() - before;
      speed.add(stepping);
      ledger.add('steps', stepping);
      msPerStep = stepping / count;
      let unreported: (() => Record<string, number>) | undefined;
      if (reportDue || checkpoints) {
        const values = ledger.time('reports', () => speed.time(() => training.readMetrics()));
        if (training.divergedAt !== null) {
          const at = training.divergedAt;
          report({ step: at, values });
          return { state: 'diverged', step: at, message: diverged(at, 'A loss') };
        }
        if (reportDue || ends) {
          const reported = Object.assign(values, speed.read(step));
          const all = evaluationDue || ends ? { ...reported, ...(await evaluation()) } : reported;
          tell({ step, values: all });
          // Where a segment ends is no part of the training: the same rows are judged wherever it was interrupted.
          if (reportDue) judge({ step, values: evaluationDue ? all : reported });
        } else {
          unreported = () => values;
        }
      }
      if (last || step % every.sample === 0) await sample();
      if (checkpoints) {
        const end = await checkpoint(unreported);
        if (end !== undefined) return end;
      }
    }
    if (untilStep < config.steps) {
      return { state: 'waiting', step: untilStep, message: `Reached step ${untilStep}, where it is judged.` };
    }
    if (health !== 'unknown') say({ type: 'health', step: training.step, ...assessor.conclusion() });
    return { state: 'completed', step: training.step, message: `Completed ${training.step} steps.` };
  }

  /** Meanwhile what was said before shall be on its way, and commands arrive. */
  async function listen(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    listenedAt = performance.now();
  }

  /** What verdicts measure progress by. No metric of the training: curves begin with what was trained. */
  async function measureUntrained(): Promise<void> {
    await listen();
    const values = ledger.time('evaluations', () => training.evaluateUntrained());
    judge({ step: 0, values });
    const score = values['eval/score']?.toPrecision(4);
    say({ type: 'log', level: 'info', step: 0, message: `Untrained, samples have an eval/score of ${score}.` });
  }

  async function evaluation(): Promise<Record<string, number>> {
    await listen();
    return {
      ...ledger.time('evaluations', () => training.evaluate()),
      ...ledger.time('diagnostics', () => training.diagnose()),
    };
  }

  function tell({ step, values }: MetricRow): void {
    say({ type: 'metrics', at: Date.now(), step, values });
  }

  function judge(row: MetricRow): void {
    const verdict = ledger.time('reports', () => assessor.add(row));
    if (verdict.health === health) return;
    health = verdict.health;
    say({ type: 'health', step: row.step, ...verdict });
  }

  function report(row: MetricRow): void {
    tell(row);
    judge(row);
  }
}

function cadence(config: TrialConfig): { log: number; sample: number; evaluation: number } {
  const steps = (name: string) => {
    const value = config.values[name];
    if (typeof value === 'number' && value >= 1) return value;
    throw new SeesawError('invalid-sweep', `The configuration has no whole number ${name}.`);
  };
  return { log: steps('log_every'), sample: steps('sample_every'), evaluation: steps('eval_every') };
}

function manifestFacts({
  train,
  training,
  sample,
  execution: { mode, ...facts },
  codeVersion,
  dataVersion,
}: SegmentInput): Omit<ManifestFacts, 'step' | 'health'> {
  const { trialId, attempt, config } = train;
  return {
    trialId,
    attempt,
    config,
    sample,
    execution: { mode: training.mode ?? mode, ...facts },
    codeVersion,
    dataVersion,
  };
}

function firstNotFinite(state: PlainTensors): string | undefined {
  // v · 0 is 0, and NaN for what is no finite number: a tenth of the time of asking each value.
  const found = Object.entries(state).find(([, { data }]) => {
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum += data[i]! * 0;
    return sum !== 0;
  });
  return found?.[0];
}

function diverged(step: number, what: string): string {
  return `${what} was no longer a finite number at step ${step}. The last good checkpoint is kept; lower lr_d or lr_ratio.`;
}

/** Steps per second of training alone, without evaluating, drawing and writing, and without what trials in other lanes do. */
function stopwatch(startStep: number, clock: () => number) {
  let from = startStep;
  let spentMs = 0;
  return {
    add(ms: number): void {
      spentMs += ms;
    },
    time<T>(work: () => T): T {
      const start = clock();
      const result = work();
      spentMs += clock() - start;
      return result;
    },
    read(step: number): Record<string, number> {
      const rate = ((step - from) * 1000) / spentMs;
      from = step;
      spentMs = 0;
      return Number.isFinite(rate) ? { 'system/steps_per_s': rate } : {};
    },
  };
}
