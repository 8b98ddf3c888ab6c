import { poolSchema } from '@seesaw/shared/api';
import { InvalidArgumentError } from 'commander';

/** For commander: throws an InvalidArgumentError. */
export function poolName(text: string): string {
  const checked = poolSchema.safeParse(text);
  if (checked.success) return checked.data;
  throw new InvalidArgumentError('expected up to 63 lower-case letters, digits and hyphens');
}
