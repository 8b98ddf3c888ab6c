import type { ControllerEntry } from '@seesaw/shared/catalog';

export const beganK: ControllerEntry = {
  name: 'began-k',
  title: "BEGAN's k",
  rule: 'k ← clip(k + λₖ(γ L(x) − L(G(z))), 0, 1) after each update of D, whose loss counts generated samples k times',
  source: 'Berthelot et al. 2017, section 3.4',
  // Its knobs, began_gamma and began_rate, are those of the loss.
  hyperparameters: [],
  partOf: 'began',
};
