import type { ControllerEntry } from '@seesaw/shared/catalog';
import { loss } from '../knobs.ts';

export const lossGate: ControllerEntry = {
  name: 'loss-gate',
  title: 'Loss gate (a known bad idea, to compare with)',
  rule: 'D is trained only if L_D of the step before was above gate_loss_d, G only if L_G was above gate_loss_g',
  source: 'Chintala et al. 2016 (GAN hacks), number 11, which advises against it',
  hyperparameters: [
    loss('gate_loss_d', 'gate loss, D', 0.7, 'Loss of D at and below which it waits (loss-gate).'),
    loss('gate_loss_g', 'gate loss, G', 0.5, 'Loss of G at and below which it waits (loss-gate).'),
  ],
};
