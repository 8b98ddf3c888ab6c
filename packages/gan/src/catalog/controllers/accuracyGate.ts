import type { ControllerEntry } from '@seesaw/shared/catalog';
import { share } from '../knobs.ts';

export const accuracyGate: ControllerEntry = {
  name: 'accuracy-gate',
  title: 'Accuracy gate',
  rule: 'D is trained only if it was right about at most gate_accuracy of the batch before',
  source: 'Wu et al. 2016 (3D-GAN), section 3.1',
  hyperparameters: [
    share(
      'gate_accuracy',
      'gate accuracy',
      0.8,
      'Accuracy on a batch above which D waits (accuracy-gate): lower gives G more time.',
    ),
  ],
  needsDecision: true,
};
