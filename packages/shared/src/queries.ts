import { z } from 'zod';
import { scalarSchema, wireNumberSchema } from './records.ts';
import { trialStates } from './trialState.ts';

/** Whether archived sweeps are listed: `no`, `only` these, or `all` sweeps. */
export const archivedFilters = ['no', 'only', 'all'] as const;
export type ArchivedFilter = (typeof archivedFilters)[number];

/** The results of a sweep that no other one beats in every objective, by trial number. With one objective: the best ones. */
export const frontSchema = z.object({
  objectives: z.array(z.object({ name: z.string(), goal: z.enum(['minimize', 'maximize']) })),
  items: z.array(
    z.object({
      trialId: z.number().int(),
      number: z.number().int(),
      point: z.record(z.string(), scalarSchema),
      /** One for each objective. */
      values: z.array(z.number()),
    }),
  ),
});
export type FrontReply = z.infer<typeof frontSchema>;

/** A group's value in each column that groups: null where its trials have none. */
export const groupKeySchema = z.array(z.union([scalarSchema, z.null()]));
export type GroupKey = z.infer<typeof groupKeySchema>;

/** `sort` is a column (trialColumn.ts). */
export const trialListQuerySchema = z.object({
  sweepId: z.string(),
  state: z.array(z.enum(trialStates)).optional(),
  /** Only trials for which it holds: the grammar of expression/expression.ts over columns, hyperparameters and metrics (last value). */
  filter: z.string().min(1).max(4000).optional(),
  sort: z.string().default('number'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().optional(),
  /** Only trials on the Pareto front of the sweep. */
  front: z.boolean().optional(),
  /** Only trials of one group: their values in these columns are those of `key`. */
  group: z.object({ by: z.array(z.string()), key: groupKeySchema }).optional(),
});
export type TrialListQuery = z.output<typeof trialListQuerySchema>;

/** Samples of a sweep, of some trials, or of both: by sweep, trial number and step. */
export interface SampleListQuery {
  readonly sweepId?: string;
  readonly trialIds?: readonly number[];
  /** Both included. */
  readonly fromStep?: number;
  readonly toStep?: number;
  readonly limit: number;
  readonly cursor?: string;
}

/** Columns of a table of trials, as trialColumn.ts spells them. */
export const trialTableColumnsSchema = z.array(z.string().min(1).max(300)).min(1).max(200);

/** The chosen columns of a page of trials, one array per trial in their order; null where a trial has no value. */
export const trialTableSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.number(), z.string(), z.boolean(), z.null()]))),
  nextCursor: z.string().nullable(),
  /** Trials that the query chooses, on all pages. */
  total: z.number().int(),
});
export type TrialTable = z.infer<typeof trialTableSchema>;

/**
 * Trials put together by their values in the columns `by` (fields and settings). `sort`: `n`, a column of `by`, or any other one by
 * its mean. `number` is that of a group's first trial.
 */
export const trialGroupQuerySchema = trialListQuerySchema
  .pick({ sweepId: true, state: true, filter: true, order: true, limit: true, cursor: true })
  .extend({
    by: z.array(z.string().min(1).max(300)).min(1).max(50),
    columns: z.array(z.string().min(1).max(300)).max(200).default([]),
    sort: z.string().default('number'),
  });
export type TrialGroupQuery = z.output<typeof trialGroupQuerySchema>;

/** What the trials of a group have in a column: the mean of the finite numbers, or the text that most of them have. */
export const groupValueSchema = z.union([
  z.object({
    n: z.number().int(),
    mean: z.number(),
    /** Standard deviation of a trial, s; null for one. */
    deviation: z.number().nullable(),
    /** Half of the 95 % confidence interval of the mean, t(0.975, n − 1) · s / √n; null for one. */
    interval: z.number().nullable(),
  }),
  /** `kinds`: how many different texts there are. */
  z.object({ n: z.number().int(), common: z.string(), kinds: z.number().int() }),
  z.null(),
]);
export type GroupValue = z.infer<typeof groupValueSchema>;

export const trialGroupsSchema = z.object({
  by: z.array(z.string()),
  columns: z.array(z.string()),
  groups: z.array(
    z.object({
      key: groupKeySchema,
      /** Numbers of its trials, ascending. */
      numbers: z.array(z.number().int()),
      /** One for each column. */
      values: z.array(groupValueSchema),
    }),
  ),
  nextCursor: z.string().nullable(),
  /** Groups on all pages, and the trials in them. */
  total: z.number().int(),
  trials: z.number().int(),
});
export type TrialGroups = z.infer<typeof trialGroupsSchema>;

export const curveQuerySchema = z.object({
  trialIds: z.array(z.coerce.number().int()).min(1).max(1000),
  metrics: z.array(z.string()).min(1).max(20),
  buckets: z.coerce.number().int().min(2).max(2000).default(300),
  fromStep: z.coerce.number().int().nonnegative().optional(),
  toStep: z.coerce.number().int().positive().optional(),
});
export type CurveQuery = z.output<typeof curveQuerySchema>;

/** Columns of equal length per series. A bucket keeps min, max and last, because a mean hides the spike that matters. */
export const curveReplySchema = z.object({
  series: z.array(
    z.object({
      trialId: z.number().int(),
      trialNumber: z.number().int(),
      metric: z.string(),
      /** "shown of total points". */
      totalPoints: z.number().int(),
      steps: z.array(z.number().int()),
      last: z.array(wireNumberSchema),
      min: z.array(wireNumberSchema),
      max: z.array(wireNumberSchema),
      /** Steps with NaN or ±Inf. */
      nonFiniteSteps: z.array(z.number().int()),
    }),
  ),
});
export type CurveReply = z.infer<typeof curveReplySchema>;

/** Curves of many trials at once: of a list, or of those of a sweep that a filter chooses. */
export const compactCurveQuerySchema = curveQuerySchema
  .omit({ trialIds: true })
  .extend({
    trialIds: z.array(z.number().int()).min(1).max(2000).optional(),
    sweepId: z.string().optional(),
    filter: z.string().min(1).max(4000).optional(),
    /** Of a sweep's trials the first so many by number. */
    limit: z.number().int().min(1).max(2000).default(1000),
    buckets: z.number().int().min(2).max(2000).default(200),
  })
  .refine(({ trialIds, sweepId }) => (trialIds === undefined) !== (sweepId === undefined), {
    message: 'Give either trialIds or a sweepId.',
  })
  .refine(({ sweepId, filter }) => filter === undefined || sweepId !== undefined, {
    message: 'A filter needs a sweepId.',
  });
export type CompactCurveQuery = z.output<typeof compactCurveQuerySchema>;

/** Values are rounded to this many significant digits: for drawing. `POST /api/v1/curves` has them as they are. */
export const compactDigits = 6;

/**
 * For every series columns of equal length. Those of a series without `steps` are buckets one after the other: the i-th, from
 * `first` on, holds the steps from `fromStep + (first + i) * width` to the next one's (its edges are those of stored buckets,
 * so it may begin and end a little earlier). With `steps` each entry is at its step:
 * all points when there are no more than buckets (then `last` alone is given), or the last steps of buckets with gaps.
 */
export const compactCurvesSchema = z.object({
  fromStep: z.number().int(),
  toStep: z.number().int(),
  /** Steps per bucket. */
  width: z.number().int(),
  /** Trials whose curves are here, of all that the query chooses. */
  trials: z.object({ shown: z.number().int(), total: z.number().int() }),
  /** "n of m points": entries in the columns, and the points that they stand for. */
  points: z.object({ shown: z.number().int(), total: z.number().int() }),
  series: z.array(
    z.object({
      trialId: z.number().int(),
      number: z.number().int(),
      metric: z.string(),
      /** Points in the range. */
      points: z.number().int(),
      first: z.number().int().optional(),
      steps: z.array(z.number().int()).optional(),
      last: z.array(wireNumberSchema),
      min: z.array(wireNumberSchema).optional(),
      max: z.array(wireNumberSchema).optional(),
      /** Steps with NaN or ±Inf; absent when there are none. */
      nonFinite: z.array(z.number().int()).optional(),
    }),
  ),
});
export type CompactCurves = z.infer<typeof compactCurvesSchema>;

/** When trials were where. `knots`: so many of their points are looked at, beside the starts of attempts; 0 for the attempts alone. */
export const trialClockQuerySchema = z.object({
  trialIds: z.array(z.number().int()).min(1).max(2000),
  knots: z.number().int().min(0).max(200).default(0),
});
export type TrialClockQuery = z.output<typeof trialClockQuerySchema>;

/** Times are milliseconds since 1970 UTC. */
export const trialClocksSchema = z.object({
  items: z.array(
    z.object({
      trialId: z.number().int(),
      number: z.number().int(),
      /** Real samples that D sees in a step, batch_size · d_steps; null where a recipe has no batches. */
      samplesPerStep: z.number().nullable(),
      /** Ascending; `workerId` ran it in its `slot` (null where that was not kept yet); `endedAt` and `outcome` are null while it runs. */
      attempts: z.array(
        z.object({
          attempt: z.number().int(),
          fromStep: z.number().int(),
          startedAt: z.number(),
          endedAt: z.number().nullable(),
          workerId: z.string(),
          slot: z.number().int().nullable(),
          /** Null where it had the slot to itself. */
          lane: z.number().int().nullable(),
          outcome: z.string().nullable(),
        }),
      ),
      /** At `steps[i]` it was `at[i]`: between two of these the time is about in proportion. */
      steps: z.array(z.number().int()),
      at: z.array(z.number()),
    }),
  ),
});
export type TrialClocks = z.infer<typeof trialClocksSchema>;
export type TrialClock = TrialClocks['items'][number];
