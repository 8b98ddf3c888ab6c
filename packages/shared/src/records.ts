import { z } from 'zod';
import { healthVerdicts } from './health.ts';
import { keepSchema } from './keep.ts';
import { resolvedSweepSchema } from './resolvedSweep.ts';
import { sweepStates } from './sweepState.ts';
import { trialStates } from './trialState.ts';

/** Rows as the API, the CLI (`-o json`) and the dashboard see them. Times are ISO 8601 UTC. */
export const scalarSchema = z.union([z.number(), z.string(), z.boolean()]);

export const trialConfigSchema = z.object({
  recipe: z.string(),
  dataset: z.string(),
  seed: z.number().int().nonnegative(),
  steps: z.number().int().positive(),
  values: z.record(z.string(), scalarSchema),
  checkpoint: z.object({ everySteps: z.number().int().positive(), keep: keepSchema }),
});

/** What a sweep took over of an earlier one when it was created. */
export const warmSourceSchema = z.object({
  sweepId: z.string(),
  name: z.string(),
  /** How many trials it had. */
  trials: z.number().int(),
  /** How many of them say something about this sweep, as how many known points. */
  used: z.number().int(),
  points: z.number().int(),
  leftOut: z.array(z.object({ why: z.string(), count: z.number().int() })),
  stillRuns: z.boolean(),
});
export type WarmSource = z.infer<typeof warmSourceSchema>;

/** What people wrote beside it: plain text, and labels to find it by. */
const remarkFields = { notes: z.string(), tags: z.array(z.string()) };

export const sweepRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  state: z.enum(sweepStates),
  definition: resolvedSweepSchema,
  concurrency: z.number().int(),
  pool: z.string(),
  /** 1 is served first, 5 last. */
  priority: z.number().int(),
  /** Planned trials: grid size or run_cap. */
  plannedTrials: z.number().int(),
  /** How many trials are in each state. */
  counts: z.record(z.enum(trialStates), z.number().int()),
  /** Where points are repeated, the mean of the best point. Null where there are several objectives: none is better than another. */
  bestScore: z.number().nullable(),
  /** Where points are repeated, the first trial of the best point. */
  bestTrialNumber: z.number().int().nullable(),
  /** The best point by the mean of its trials; absent where points are not repeated. */
  bestPoint: z
    .object({ number: z.number().int(), n: z.number().int(), standardError: z.number().nullable() })
    .nullable()
    .optional(),
  /** Trials on the Pareto front; null where there is one objective. */
  frontSize: z.number().int().nullable(),
  /** What it knew from the start; absent without `warm_start.sweeps`. */
  warmSources: z.array(warmSourceSchema).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Since when lists leave it out unless asked for. */
  archivedAt: z.string().nullable(),
  mlflowRunId: z.string().nullable(),
  ...remarkFields,
});
export type SweepRow = z.infer<typeof sweepRowSchema>;

/** Last value and extremes of one metric of one trial. Non-finite numbers travel as the strings 'NaN', 'Infinity', '-Infinity'. */
export const wireNumberSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
export const metricSummarySchema = z.object({
  last: wireNumberSchema,
  lastStep: z.number().int(),
  min: wireNumberSchema.nullable(),
  minStep: z.number().int().nullable(),
  max: wireNumberSchema.nullable(),
  maxStep: z.number().int().nullable(),
  count: z.number().int(),
});
export type MetricSummary = z.infer<typeof metricSummarySchema>;

export const trialRowSchema = z.object({
  id: z.number().int(),
  sweepId: z.string(),
  number: z.number().int(),
  state: z.enum(trialStates),
  attempt: z.number().int(),
  /** Who chose the point. */
  origin: z.enum(['search', 'person']),
  /** Number of its point; absent where points are not repeated. */
  pointNumber: z.number().int().optional(),
  /** Null: as the sweep has it. */
  pool: z.string().nullable(),
  maxAttempts: z.number().int().nullable(),
  /** Only the hyperparameters that the sweep varies, for tables. */
  point: z.record(z.string(), scalarSchema),
  config: trialConfigSchema,
  configHash: z.string(),
  /** Step of the current attempt, and the highest one ever reached ("replaying from s" when step is below). */
  step: z.number().int(),
  maxStep: z.number().int(),
  /** Last value of the sweep's objective, of several the first one; null until reported or when it is not finite. */
  score: z.number().nullable(),
  /** Whether it has a result that no other one beats in every objective; null where there is one objective. */
  onFront: z.boolean().nullable(),
  health: z.enum(healthVerdicts),
  healthEvidence: z.string(),
  healthAdvice: z.string(),
  metrics: z.record(z.string(), metricSummarySchema),
  /** SHA-256 of the newest checkpoint's state, null before the first. */
  stateSha: z.string().nullable(),
  checkpointStep: z.number().int().nullable(),
  lastError: z.string().nullable(),
  lastHeartbeatAt: z.string().nullable(),
  workerId: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  /** Milliseconds that it spent on slots, in attempts that have ended: without the time in which it waited for one or to be judged. */
  slotMs: z.number().int().nonnegative(),
  /** Start of the attempt that holds a slot now. */
  onSlotSince: z.string().nullable(),
  endedAt: z.string().nullable(),
  mlflowRunId: z.string().nullable(),
  ...remarkFields,
});
export type TrialRow = z.infer<typeof trialRowSchema>;

/** From this step on, a trial was judged so. */
export const verdictRowSchema = z.object({
  trialId: z.number().int(),
  attempt: z.number().int(),
  step: z.number().int(),
  health: z.enum(healthVerdicts),
  /** Which signals, with numbers. */
  evidence: z.string(),
  /** What to turn, hyperparameters in backticks. */
  advice: z.string(),
  at: z.string(),
});
export type VerdictRow = z.infer<typeof verdictRowSchema>;

/** A point of a sweep that trains each on several training seeds, with what its trials ended with so far. */
export const pointRowSchema = z.object({
  number: z.number().int(),
  /** Numbers of its trials. */
  trials: z.array(z.number().int()),
  point: z.record(z.string(), scalarSchema),
  /** How many of its trials ended as a result, diverged ones among them. */
  n: z.number().int(),
  /** Null without a result, and when one of its trials diverged: it then counts as the worst. */
  mean: z.number().nullable(),
  /** Of the mean, s / √n; null below two results. */
  standardError: z.number().nullable(),
  /** Each of its trials ended with a value. */
  complete: z.boolean(),
  /** How many of its trials are in which state. */
  states: z.partialRecord(z.enum(trialStates), z.number().int()),
});
export type PointRow = z.infer<typeof pointRowSchema>;

/** `location`: `spool@<host>:<path relative to the spool>` or `mlflow:<experimentId>/<runId>/<artifact path>`. */
export const checkpointRowSchema = z.object({
  id: z.number().int(),
  trialId: z.number().int(),
  attempt: z.number().int(),
  step: z.number().int(),
  stateSha: z.string(),
  bytes: z.number().int(),
  location: z.string(),
  corrupt: z.boolean(),
  createdAt: z.string(),
});
export type CheckpointRow = z.infer<typeof checkpointRowSchema>;

export const sampleRowSchema = z.object({
  id: z.number().int(),
  trialId: z.number().int(),
  trialNumber: z.number().int(),
  attempt: z.number().int(),
  step: z.number().int(),
  kind: z.enum(['images', 'points']),
  pngLocation: z.string(),
  tensorsLocation: z.string(),
  facts: z.record(z.string(), z.number()),
  createdAt: z.string(),
});
export type SampleRow = z.infer<typeof sampleRowSchema>;

export const logRowSchema = z.object({
  id: z.number().int(),
  trialId: z.number().int(),
  attempt: z.number().int(),
  step: z.number().int().nullable(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  at: z.string(),
  message: z.string(),
});
export type LogRow = z.infer<typeof logRowSchema>;

export const workerRowSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number().int(),
  pool: z.string(),
  version: z.string(),
  slots: z.array(
    z.object({
      slot: z.number().int(),
      device: z.string(),
      threads: z.number().int(),
      childPid: z.number().int().nullable(),
      /**
       * What trains in each lane of the slot right now: one lane or, where it runs a pack of trials in one program, those of
       * the pack; null in one that is free.
       */
      lanes: z.array(z.object({ trialId: z.number().int(), step: z.number().int() }).nullable()),
    }),
  ),
  startedAt: z.string(),
  lastSeenAt: z.string(),
  state: z.enum(['alive', 'gone']),
});
export type WorkerRow = z.infer<typeof workerRowSchema>;

/** A pool that trials of active sweeps wait for or run in. */
export const poolDemandSchema = z.object({
  pool: z.string(),
  waiting: z.number().int(),
  running: z.number().int(),
  sweeps: z.number().int(),
});
export type PoolDemand = z.infer<typeof poolDemandSchema>;

/** Non-finite numbers are no JSON: name them. */
export function toWireNumber(value: number): z.infer<typeof wireNumberSchema> {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
