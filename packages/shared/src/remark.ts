import { z } from 'zod';

export const tagSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^,\n]*$/, 'a tag holds no comma and no line break');

/** What people write beside a sweep or a trial. Never markup: it is shown as it was written. */
export const remarkSchema = z.strictObject({
  /** Up to 10,000 characters; '' removes them. */
  notes: z.string().max(10_000).optional(),
  /** All of its tags: those that are left out are removed. */
  tags: z
    .array(tagSchema)
    .max(30)
    .transform((tags) => [...new Set(tags)])
    .optional(),
});
export type Remark = z.output<typeof remarkSchema>;
