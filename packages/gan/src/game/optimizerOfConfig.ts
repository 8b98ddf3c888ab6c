import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { adam } from '../optimizers/adam.ts';
import { adamW } from '../optimizers/adamW.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { rmsprop } from '../optimizers/rmsprop.ts';
import { sgd } from '../optimizers/sgd.ts';
import { addedNumber, addedText, numberIn } from './knobs.ts';

/** The rule by which a player follows its gradient; each player has one of its own. */
export function optimizerOfConfig(config: TrialConfig): Optimizer {
  const beta1 = () => numberIn(config, 'beta1');
  const beta2 = () => numberIn(config, 'beta2');
  const name = addedText(config, 'optimizer', 'adam');
  switch (name) {
    case 'adam':
      return adam(beta1(), beta2());
    case 'adamw':
      return adamW(beta1(), beta2(), addedNumber(config, 'weight_decay', 0));
    case 'rmsprop':
      return rmsprop(beta2());
    case 'sgd':
      return sgd;
    default:
      throw new SeesawError('invalid-sweep', `Unknown optimizer ${name}: expected adam, adamw, rmsprop or sgd.`);
  }
}
