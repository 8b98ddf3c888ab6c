import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { augmentation } from './regularisers/augmentation.ts';
import { averageG } from './regularisers/averageG.ts';
import { consensus } from './regularisers/consensus.ts';
import { gradientClip } from './regularisers/gradientClip.ts';
import { instanceNoise } from './regularisers/instanceNoise.ts';
import { labelSmoothing } from './regularisers/labelSmoothing.ts';
import { leCam } from './regularisers/leCam.ts';
import { packing } from './regularisers/packing.ts';
import { r1 } from './regularisers/r1.ts';
import { r2 } from './regularisers/r2.ts';
import { spectralNorm } from './regularisers/spectralNorm.ts';
import { weightClip } from './regularisers/weightClip.ts';
import { zeroGp } from './regularisers/zeroGp.ts';

/** In the order in which people meet them: slopes of D, its answers, its weights, what it sees, both players. */
export const regularisers: readonly RegulariserEntry[] = [
  r1,
  r2,
  zeroGp,
  consensus,
  leCam,
  spectralNorm,
  weightClip,
  labelSmoothing,
  instanceNoise,
  gradientClip,
  averageG,
  packing,
  augmentation,
];
