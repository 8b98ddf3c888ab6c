import { SeesawError } from '@seesaw/shared/errors';
import { hinge } from './hinge.ts';
import type { Loss } from './loss.ts';
import { lsgan } from './lsgan.ts';
import { minimax } from './minimax.ts';
import { nonsaturating } from './nonsaturating.ts';
import { wganGp } from './wganGp.ts';

export const losses: readonly Loss[] = [nonsaturating, minimax, lsgan, hinge, wganGp];

export function lossNamed(name: string): Loss {
  const loss = losses.find((candidate) => candidate.name === name);
  if (loss === undefined) {
    throw new SeesawError(
      'invalid-sweep',
      `Unknown loss ${name}: expected one of ${losses.map((l) => l.name).join(', ')}.`,
    );
  }
  return loss;
}
