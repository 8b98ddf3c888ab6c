import { z } from 'zod';

/** Which checkpoints of a trial outlive the next one: so many of the newest, or rules of which one is enough. */
export const keepSchema = z.union([
  z.number().int().positive(),
  z.object({
    /** The newest one, also once the trial has ended. */
    latest: z.boolean(),
    /** The one that holds the step with the trial's best objective. */
    best: z.boolean(),
    /** Those whose step is a multiple of this; null = none. */
    every: z.number().int().positive().nullable(),
    /** Once the sweep has ended, only so many of its best trials keep any, and each of them its last; null = no limit. */
    topK: z.number().int().positive().nullable(),
  }),
]);
export type Keep = z.infer<typeof keepSchema>;
