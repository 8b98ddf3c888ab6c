import { z } from 'zod';
import { keepSchema } from './keep.ts';
import {
  checkpointRowSchema,
  logRowSchema,
  pointRowSchema,
  poolDemandSchema,
  sampleRowSchema,
  scalarSchema,
  sweepRowSchema,
  trialRowSchema,
  verdictRowSchema,
  warmSourceSchema,
  wireNumberSchema,
  workerRowSchema,
} from './records.ts';
import { resolvedSweepSchema } from './resolvedSweep.ts';
import { trialOrders } from './selection.ts';
import { maxRunCap } from './sweepFileDefaults.ts';
import { retryableTrialStates, trialStates } from './trialState.ts';

/**
 * Bodies and answers of the HTTP API, shared by the server, the CLI and the dashboard.
 *
 * GET    /api/v1/health                         → healthSchema
 * GET    /api/v1/catalog                        → Catalog (catalog.ts)
 * GET    /api/v1/sweep-file.schema.json         → JSON Schema of the sweep file
 * POST   /api/v1/sweeps/validate  {yaml}        → validationSchema (200 also when there are problems)
 * POST   /api/v1/sweeps           {yaml}        → 201 SweepRow (Idempotency-Key header; 200 when it existed) | 422 problem with `problems`
 * GET    /api/v1/sweeps?limit&cursor&state&archived&tag → page of SweepRow; archived: no (default) | only | all
 * GET    /api/v1/sweeps/:id                     → SweepRow        GET …/:id/yaml → text/yaml as it was sent
 * GET    /api/v1/sweeps/:id/definitions         → {items: {fromNumber, definition}[]}: what trials were suggested under
 * DELETE /api/v1/sweeps/:id                     → 204 (only ended ones, else 409)
 * PATCH  /api/v1/sweeps/:id      {notes?, tags?} → SweepRow; the same for /api/v1/trials/:id → TrialRow
 * POST   /api/v1/sweeps/:id/retention {keep}    → SweepRow: another rule for the checkpoints of all its trials
 * POST   /api/v1/sweeps/:id/archive, …/unarchive → SweepRow (only ended ones can be archived, else 409)
 * POST   /api/v1/sweeps/:id/commands  command   → CommandAnswer (workflows.ts); body: commandBodySchema
 * GET    /api/v1/sweeps/:id/selections/:number  → selectionSchema: what a command to many trials did to each
 * GET    /api/v1/sweeps/:id/trials?sort&order&limit&cursor&state&filter&front → page of TrialRow with total; 400 names the column of a
 *        mistake in the filter. With `&columns=number,score,point.lr_d,metric.eval/score` → TrialTable (queries.ts): only these,
 *        as trialColumn.ts spells them, which `sort` takes too; with `&by=point.loss,state&key=["hinge",null]` only trials of that group
 * GET    /api/v1/sweeps/:id/trials/:number      → TrialRow
 * GET    /api/v1/sweeps/:id/trial-groups?by&columns&sort&order&limit&cursor&state&filter → TrialGroups (queries.ts): mean, 95 % interval, n
 * GET    /api/v1/sweeps/:id/points              → {items: PointRow[]}: points with mean and standard error over their trials, the best first
 * GET    /api/v1/sweeps/:id/front               → FrontReply (queries.ts): the results that no other one beats in every objective
 * GET    /api/v1/sweeps/:id/export?format=csv|json&what=trials|metrics → streamed; one row a trial, or one a point
 * GET    /api/v1/sweeps/:id/metrics             → {items: string[]}
 * GET    /api/v1/trials/:id                     → TrialRow
 * GET    /api/v1/trials/:id/attempts|checkpoints → {items}
 * GET    /api/v1/verdicts?trialIds              → {items: VerdictRow[]}: every change of verdict, by trial and step
 * GET    /api/v1/checkpoints/:id/manifest.json, …/state.safetensors → bytes; pruning waits a quarter of an hour for whoever reads
 * GET    /api/v1/trials/:id/logs?after&limit&level&search → {items: LogRow[]}; level: this one and graver ones
 * POST   /api/v1/curves           CurveQuery    → CurveReply (queries.ts)
 * POST   /api/v1/curves/compact   CompactCurveQuery → CompactCurves: rounded, for many trials or a filter
 * POST   /api/v1/curves/clocks    TrialClockQuery → TrialClocks: attempts, and which step was when
 * GET    /api/v1/samples?sweepId&trialIds&fromStep&toStep&limit&cursor → {items: SampleRow[], nextCursor}
 * GET    /api/v1/samples/:id/image.png, /api/v1/samples/:id/tensors.safetensors → bytes, immutable cache headers
 * GET    /api/v1/samples/:id/tensors.json?only=points,surface → SampleTensors: the same numbers for whoever reads no safetensors
 * GET    /api/v1/samples/:id/real.png           → held-out real items, where the sample keeps some (facts.real): data from a folder, step 0
 * GET    /api/v1/datasets/:name/real.png?count=64 → a grid of held-out real items, to stand beside samples
 * GET    /api/v1/workers                        → {items: WorkerRow[], pools: PoolDemand[]}: trainers, and what waits for which pool
 * GET    /api/v1/sweeps/:id/events?before&limit&progress → EventPage: newest first; those of progress only where asked for
 * GET    /api/v1/events?sweepId                 → SSE: `id:` cursor, `event:` kind, `data:` SeesawEvent; Last-Event-ID resumes
 * GET    /api/v1/session                        → sessionSchema; open to all
 * POST   /api/v1/session          {token}       → 204 and the cookie that a browser then sends | 401
 * DELETE /api/v1/session                        → 204 and no cookie any more
 * GET    /api/openapi.json
 *
 * Where the server has a token, every other call carries it: `Authorization: Bearer <token>`, or the cookie of a session and,
 * for calls that change something, the header `x-seesaw-page` (pageHeader.ts).
 *
 * Errors: application/problem+json, problemSchema; status 400|401|403|404|409|422|503.
 */
export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  postgres: z.boolean(),
  temporal: z.boolean(),
  mlflow: z.boolean(),
  /** Of the servers; null where one does not answer. */
  versions: z.object({
    postgres: z.string().nullable(),
    temporal: z.string().nullable(),
    mlflow: z.string().nullable(),
  }),
  /** For links from the dashboard; null when not configured. */
  mlflowUrl: z.string().nullable(),
  /** Its web page and the namespace of the workflows; null when no page is configured. */
  temporalUi: z.object({ url: z.string(), namespace: z.string() }).nullable(),
});
export const sessionSchema = z.object({
  /** Whether this server asks for a token at all. */
  required: z.boolean(),
  /** Whether this caller may do what it likes. */
  signedIn: z.boolean(),
  /**
   * Told to who may know: what is read from now on holds this event and all before it, so a stream of those after it misses
   * nothing. Absent where the store does not answer at once.
   */
  newestEvent: z.number().int().nonnegative().optional(),
});
export type SessionReply = z.infer<typeof sessionSchema>;

export const signInBodySchema = z.object({ token: z.string().max(1000) });

export type HealthReply = z.infer<typeof healthSchema>;

export const sweepFileProblemSchema = z.object({
  line: z.number().int(),
  column: z.number().int(),
  path: z.string(),
  message: z.string(),
  suggestion: z.string().optional(),
  severity: z.enum(['error', 'warning']),
});

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** An ErrorCode. */
  code: z.string(),
  hint: z.string().optional(),
  problems: z.array(sweepFileProblemSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const finishedTrialSchema = z.object({
  sweepId: z.string(),
  sweepName: z.string(),
  number: z.number().int(),
  state: z.enum(trialStates),
  score: z.number().nullable(),
});
export type FinishedTrial = z.infer<typeof finishedTrialSchema>;

export const validationSchema = z.object({
  ok: z.boolean(),
  problems: z.array(sweepFileProblemSchema),
  sweep: resolvedSweepSchema.nullable(),
  /** The first ten points as they will be suggested. */
  preview: z.array(z.record(z.string(), scalarSchema)),
  /** From the time that completed trials of the recipe spent on slots; null where none completed yet. */
  estimate: z.object({ seconds: z.number(), slotHours: z.number(), basis: z.string() }).nullable(),
  /** The first ten trials with the configurations they would have. */
  points: z.array(
    z.object({ number: z.number().int(), point: z.record(z.string(), scalarSchema), configHash: z.string() }),
  ),
  /** Trials that would train what another one trains or has trained, equal `configHash`; null when the file is wrong. */
  duplicates: z
    .object({
      /** So many of the planned trials were looked at, the first ones. */
      checked: z.number().int(),
      /** Of the same sweep: `sameAs` comes first. */
      within: z.array(z.object({ number: z.number().int(), sameAs: z.number().int() })),
      /** Of another sweep, in which it has a result already. */
      finished: z.array(z.object({ number: z.number().int(), as: finishedTrialSchema })),
    })
    .nullable(),
  /** What it would know from the start. */
  warmSources: z.array(warmSourceSchema).default([]),
});
export type ValidationReply = z.infer<typeof validationSchema>;

export const poolSchema = z
  .string()
  .max(63)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens');

const retrySettingsSchema = z.strictObject({
  pool: poolSchema.optional(),
  maxAttempts: z.number().int().min(1).max(100).optional(),
  checkpoint: z
    .strictObject({
      everySteps: z.number().int().min(1).max(10_000_000).optional(),
      keep: z.number().int().min(1).max(1000).optional(),
    })
    .optional(),
});

/** At least one rule, or nothing would be left to go on from. */
export const retentionBodySchema = z.strictObject({
  keep: keepSchema.refine(
    (keep) => typeof keep === 'number' || keep.latest || keep.best || keep.every !== null || keep.topK !== null,
    'give at least one rule',
  ),
});

/** Which trials a command is about: a list, or all that a condition chooses when it is given (with `{}` every one). */
const chosenSchema = {
  numbers: z.array(z.number().int().positive()).max(100_000).optional(),
  where: z
    .strictObject({
      filter: z.string().max(4000).optional(),
      state: z.array(z.enum(trialStates)).optional(),
    })
    .optional(),
};

export const commandBodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pause') }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('stop') }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('set-concurrency'), concurrency: z.number().int().min(1).max(1000) }),
  z.object({ kind: z.literal('set-priority'), priority: z.number().int().min(1).max(5) }),
  /** Without `numbers`, `where` and `states`: every failed trial. Else those of the chosen that are in one of the states. */
  z.object({
    kind: z.literal('retry'),
    from: z.enum(['checkpoint', 'scratch']).default('checkpoint'),
    ...chosenSchema,
    states: z.array(z.enum(retryableTrialStates)).min(1).optional(),
    settings: retrySettingsSchema.optional(),
  }),
  z.object({ kind: z.literal('cancel-trial'), number: z.number().int() }),
  z.object({ kind: z.literal('skip-trial'), number: z.number().int() }),
  z.object({ kind: z.literal('stop-trial'), number: z.number().int() }),
  /** To every chosen trial; needs `numbers` or `where`. What cannot be done to one is in the report of the answer's selection. */
  z.object({ kind: z.literal('order-trials'), order: z.enum(trialOrders), ...chosenSchema }),
  /** Varied hyperparameters that are left out get the recipe's default. `force`: also outside of conditions and constraints. */
  z.object({
    kind: z.literal('add-trial'),
    values: z.record(z.string(), scalarSchema),
    force: z.boolean().optional(),
  }),
  /** At least one of `trials`, `steps` and `bounds`. */
  z.object({
    kind: z.literal('extend'),
    trials: z.number().int().min(1).max(maxRunCap).optional(),
    steps: z.number().int().min(1).optional(),
    from: z.enum(['checkpoint', 'scratch']).optional(),
    bounds: z
      .array(
        z.strictObject({
          name: z.string(),
          min: z.number().optional(),
          max: z.number().optional(),
          values: z.array(scalarSchema).min(1).optional(),
        }),
      )
      .min(1)
      .optional(),
  }),
]);
export type CommandBody = z.infer<typeof commandBodySchema>;

/** `words` go on after "trial 7"; every trial of the selection is in one entry. */
export const selectionSchema = z.object({
  id: z.number().int(),
  count: z.number().int(),
  report: z
    .array(
      z.object({
        outcome: z.enum(['done', 'already', 'refused']),
        words: z.string(),
        hint: z.string().optional(),
        numbers: z.array(z.number().int()),
      }),
    )
    .nullable(),
});
export type SelectionReply = z.infer<typeof selectionSchema>;

export const sweepPageSchema = z.object({ items: z.array(sweepRowSchema), nextCursor: z.string().nullable() });
/** Under which definition trials were suggested, each from that number on: more than one once the sweep was extended. */
export const definitionListSchema = z.object({
  items: z.array(z.object({ fromNumber: z.number().int(), definition: resolvedSweepSchema })),
});
export const pointListSchema = z.object({ items: z.array(pointRowSchema) });
export const trialPageSchema = z.object({
  items: z.array(trialRowSchema),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export const checkpointListSchema = z.object({ items: z.array(checkpointRowSchema) });
export const samplePageSchema = z.object({ items: z.array(sampleRowSchema), nextCursor: z.string().nullable() });
/** The numbers kept with a sample; which ones there are says `SampleSet` of packages/gan. Row-major; float32 with nine digits, which tell all of them apart. */
export const sampleTensorsSchema = z.object({
  id: z.number().int(),
  step: z.number().int(),
  kind: z.enum(['images', 'points']),
  tensors: z.record(
    z.string(),
    z.object({
      dtype: z.enum(['float32', 'int32']),
      shape: z.array(z.number().int()),
      data: z.array(wireNumberSchema),
    }),
  ),
});
export type SampleTensors = z.infer<typeof sampleTensorsSchema>;
export const verdictListSchema = z.object({ items: z.array(verdictRowSchema) });
/** `next`: the cursor of the page behind it; null for the last one. */
export const eventPageSchema = z.object({
  items: z.array(
    z.object({
      id: z.number().int(),
      /** One of `eventKinds`, or one of a later version. */
      kind: z.string(),
      sweepId: z.string().nullable(),
      trialId: z.number().int().nullable(),
      trialNumber: z.number().int().nullable(),
      attempt: z.number().int().nullable(),
      step: z.number().int().nullable(),
      at: z.string(),
      message: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.number().int().nullable(),
});
export type EventPage = z.infer<typeof eventPageSchema>;
export const logListSchema = z.object({ items: z.array(logRowSchema) });
export const workerListSchema = z.object({ items: z.array(workerRowSchema), pools: z.array(poolDemandSchema) });
export type WorkersReply = z.infer<typeof workerListSchema>;
export const attemptRowSchema = z.object({
  attempt: z.number().int(),
  fromStep: z.number().int(),
  host: z.string(),
  workerId: z.string(),
  /** Of that worker, from 0 on; null where it was not kept yet. */
  slot: z.number().int().nullable(),
  /** Of that slot, from 0 on; null where it had the slot to itself. */
  lane: z.number().int().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  outcome: z.string().nullable(),
  error: z.string().nullable(),
});
export type AttemptRow = z.infer<typeof attemptRowSchema>;
export const attemptListSchema = z.object({ items: z.array(attemptRowSchema) });
