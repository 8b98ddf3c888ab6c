import type { TrialRow } from '@seesaw/shared/records';
import type { GameCase } from '../train/peers/gameCase.ts';

const losses = ['nonsaturating', 'hinge', 'wgan-gp'] as const;

/** What `peers.py` needs to play the game of a trial of `ring-mlp` or `mnist-bce`. */
export function caseOfTrial({ id, config }: Pick<TrialRow, 'id' | 'config'>): GameCase {
  const number = (name: string) => Number(config.values[name]);
  const loss = losses.find((known) => known === config.values.loss);
  const { recipe } = config;
  if (loss === undefined || (recipe !== 'ring-mlp' && recipe !== 'mnist-bce')) {
    throw new Error(`There is no ${recipe} with loss ${config.values.loss} in peers.py.`);
  }
  return {
    name: `trial ${id}`,
    recipe,
    net: 'mlp',
    z: number('z_dim'),
    width: number('width_d'),
    features: recipe === 'ring-mlp' ? 2 : 784,
    batch: number('batch_size'),
    rate: number('lr_d'),
    rateRatio: number('lr_ratio'),
    beta2: number('beta2'),
    loss,
    dSteps: number('d_steps'),
  };
}
