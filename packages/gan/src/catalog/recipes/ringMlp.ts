import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { losses } from '../losses.ts';
import { gameMetrics, pointMetrics } from '../metrics.ts';

export const ringMlp: RecipeEntry = {
  name: 'ring-mlp',
  title: 'Gaussians in the plane',
  description:
    'Eight small clouds on a circle, or 25 on a grid, are all there is to learn, so one can watch every point. G turns noise into points, D colours the plane by how real it looks. When the balance is lost, whole clouds go missing at once.',
  sampleKind: 'points',
  defaultDataset: 'ring',
  datasets: ['ring', 'grid'],
  hyperparameters: hyperparametersOf({
    loss: 'nonsaturating',
    losses: losses.map(({ name }) => name),
    samples: 'points',
    lr_d: 2e-3,
    lr_ratio: 1,
    lr_end: 0.02,
    width_d: 128,
    width_ratio: 1,
    batch_size: 128,
    z_dim: 2,
    steps: 6000,
    beta1: 0.5,
    beta2: 0.99,
    log_every: 50,
    sample_every: 250,
    eval_every: 500,
    eval_samples: 10_000,
  }),
  metrics: [...pointMetrics, ...gameMetrics],
};
