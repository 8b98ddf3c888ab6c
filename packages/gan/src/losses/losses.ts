import { SeesawError } from '@seesaw/shared/errors';
import { began } from './began.ts';
import { dragan } from './dragan.ts';
import { hinge } from './hinge.ts';
import type { Loss } from './loss.ts';
import { lsgan } from './lsgan.ts';
import { minimax } from './minimax.ts';
import { nonsaturating } from './nonsaturating.ts';
import { ragan } from './ragan.ts';
import { raHinge } from './raHinge.ts';
import { raLs } from './raLs.ts';
import { rpgan } from './rpgan.ts';
import { softmax2 } from './softmax2.ts';
import { wgan } from './wgan.ts';
import { wganGp } from './wganGp.ts';
import { wganLp } from './wganLp.ts';

export const losses: readonly Loss[] = [
  nonsaturating,
  minimax,
  softmax2,
  lsgan,
  hinge,
  wgan,
  wganGp,
  wganLp,
  dragan,
  rpgan,
  ragan,
  raHinge,
  raLs,
  began,
];

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
