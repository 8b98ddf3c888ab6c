import type { LossEntry } from '@seesaw/shared/catalog';
import { began } from './losses/began.ts';
import { dragan } from './losses/dragan.ts';
import { hinge } from './losses/hinge.ts';
import { lsgan } from './losses/lsgan.ts';
import { minimax } from './losses/minimax.ts';
import { nonsaturating } from './losses/nonsaturating.ts';
import { ragan } from './losses/ragan.ts';
import { raHinge } from './losses/raHinge.ts';
import { raLs } from './losses/raLs.ts';
import { rpgan } from './losses/rpgan.ts';
import { softmax2 } from './losses/softmax2.ts';
import { wgan } from './losses/wgan.ts';
import { wganGp } from './losses/wganGp.ts';
import { wganLp } from './losses/wganLp.ts';

export const losses: readonly LossEntry[] = [
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
