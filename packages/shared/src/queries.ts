import { z } from 'zod';
import { wireNumberSchema } from './records.ts';
import { trialStates } from './trialState.ts';

/** Whether archived sweeps are listed: `no`, `only` these, or `all` sweeps. */
export const archivedFilters = ['no', 'only', 'all'] as const;
export type ArchivedFilter = (typeof archivedFilters)[number];

/** Sort keys: a column of the row (`number`, `state`, `score`, `step`, `health`, `attempt`), `point.<name>` or `metric.<name>`. */
export const trialListQuerySchema = z.object({
  sweepId: z.string(),
  state: z.array(z.enum(trialStates)).optional(),
  /** Only trials for which it holds: the grammar of expression/expression.ts over columns, hyperparameters and metrics (last value). */
  filter: z.string().min(1).max(4000).optional(),
  sort: z.string().default('number'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().optional(),
});
export type TrialListQuery = z.output<typeof trialListQuerySchema>;

/**
 * Columns of a table of trials: `number`, `id`, `state`, `score`, `step`, `maxStep`, `health`, `attempt`, `createdAt`, `startedAt`,
 * `endedAt`, `lastError`; `point.<name>` (what the sweep varies), `config.<name>` (any hyperparameter), `metric.<name>` (last value),
 * `min.<name>` and `max.<name>` of a metric.
 */
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
