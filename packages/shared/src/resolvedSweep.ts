import { z } from 'zod';
import { earlyTerminateSchema, pbtSchema } from './earlyTerminate.ts';
import { keepSchema } from './keep.ts';
import { mostLanes } from './lanes.ts';
import { mostObjectives } from './objective.ts';
import { searchMethods } from './searchSpace.ts';

const goal = z.enum(['minimize', 'maximize']);
const scalar = z.union([z.number(), z.string(), z.boolean()]);

const dimensionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant'), value: scalar }),
  z.object({
    kind: z.literal('choice'),
    values: z.array(scalar),
    probabilities: z.array(z.number()).optional(),
    ordered: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('float'),
    min: z.number(),
    max: z.number(),
    scale: z.enum(['linear', 'log', 'inverse-log']),
    quantum: z.number().optional(),
  }),
  z.object({
    kind: z.literal('int'),
    min: z.number(),
    max: z.number(),
    scale: z.enum(['linear', 'log']),
    quantum: z.number().optional(),
  }),
  z.object({
    kind: z.literal('normal'),
    mu: z.number(),
    sigma: z.number(),
    scale: z.enum(['linear', 'log']),
    quantum: z.number().optional(),
  }),
  z.object({ kind: z.literal('beta'), a: z.number(), b: z.number(), quantum: z.number().optional() }),
]);

/** A sweep file after validation: every default filled in, aliases resolved. What Postgres keeps and search reads. */
export const resolvedSweepSchema = z.object({
  name: z.string(),
  description: z.string(),
  recipe: z.string(),
  dataset: z.string(),
  method: z.enum(searchMethods),
  /** What decides which trial is best; of several objectives the first one. */
  metric: z.object({ name: z.string(), goal, target: z.number().optional() }),
  /** Where there are several objectives: all of them, in the order of the file. */
  metrics: z
    .array(z.object({ name: z.string(), goal }))
    .min(2)
    .max(mostObjectives)
    .optional(),
  /** Sweep seed, unsigned 32 bit: search and, where a trial's seed is not a parameter, training seeds derive from it. */
  seed: z.number().int().nonnegative(),
  space: z.array(z.object({ name: z.string(), dimension: dimensionSchema, when: z.string().optional() })),
  /** Conditions between the axes of the space that every point satisfies; constants of the sweep are filled in. */
  constraints: z.array(z.string()).default([]),
  /** Values of every hyperparameter that the space does not vary, or not in every point: there it keeps this value. */
  base: z.record(z.string(), scalar),
  /** Grid size × repeats, or run_cap; what the sweep will run. */
  plannedTrials: z.number().int().positive(),
  /** Training seeds on which each point is trained; search sees mean and standard error. Its trials: `placeOf`. */
  repeats: z.number().int().min(1).default(1),
  /**
   * Remaining trials of a point are skipped once it is worse than the best complete one with this confidence; absent = never.
   */
  race: z.object({ confidence: z.number().gt(0.5).lt(1) }).optional(),
  /** Points that are run first, as if search had suggested them, and sweeps whose results it knows from the start. */
  warmStart: z
    .object({
      points: z.array(z.record(z.string(), scalar)),
      sweeps: z.array(z.string()),
      /** Hyperparameters that may differ in an earlier sweep, since no result depends on them. */
      ignored: z.array(z.string()),
    })
    .optional(),
  /** Numbers of trials whose points a person picked, ascending; they are part of `plannedTrials`, but no grid point. */
  handPicked: z.array(z.number().int()).optional(),
  concurrency: z.number().int().min(1).max(1000),
  pool: z.string(),
  /** 1 is served first, 5 last; sweeps of one priority share the slots of their pool. Absent = 3. */
  priority: z.number().int().min(1).max(5).optional(),
  /** So many trials may train in one program, where they differ only in what it is fed; absent = each has one of its own. */
  pack: z.number().int().min(2).max(mostLanes).optional(),
  retry: z.object({ maxAttempts: z.number().int().min(1), from: z.enum(['checkpoint', 'scratch']) }),
  /** Failed trials before the sweep itself fails; null = never. */
  maxFailed: z.number().int().positive().nullable(),
  /** Share of failed among ended trials, from ten ended ones on, at which the sweep itself fails; null = never. */
  maxFailedRate: z.number().positive().max(1).nullable().default(null),
  /** Wall time in hours after which the sweep starts no more trials; null = no limit. */
  maxHours: z.number().positive().nullable().default(null),
  earlyTerminate: earlyTerminateSchema.nullable().default(null),
  /** Settings of `method: pbt`, null for every other method. */
  pbt: pbtSchema.nullable().default(null),
  checkpoint: z.object({ everySteps: z.number().int().positive(), keep: keepSchema }),
});
export type ResolvedSweep = z.infer<typeof resolvedSweepSchema>;
