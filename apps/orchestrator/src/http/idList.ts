import { z } from 'zod';

/** `1,5,7`: ids in an address. */
export const idListSchema = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .filter((part) => part !== '')
      .map(Number),
  )
  .pipe(z.array(z.number().int().positive()).max(1000));
