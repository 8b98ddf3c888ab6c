import type { ControllerEntry } from '@seesaw/shared/catalog';
import { accuracyGate } from './controllers/accuracyGate.ts';
import { ada } from './controllers/ada.ts';
import { beganK } from './controllers/beganK.ts';
import { gradientRatio } from './controllers/gradientRatio.ts';
import { lossChangeRatio } from './controllers/lossChangeRatio.ts';
import { lossGate } from './controllers/lossGate.ts';

/** In the order in which people meet them: who is trained, how fast, and what is turned. */
export const controllers: readonly ControllerEntry[] = [
  accuracyGate,
  lossGate,
  lossChangeRatio,
  gradientRatio,
  ada,
  beganK,
];
