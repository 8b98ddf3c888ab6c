import type { DatasetEntry } from '@seesaw/shared/catalog';

export const grid: DatasetEntry = {
  name: 'grid',
  title: 'Grid of 25 Gaussians',
  trainSize: 0,
  heldOutSize: 0,
  source: 'Made while training: modes at {−4, −2, 0, 2, 4}², standard deviation 0.05, not scaled',
  licence: 'none (generated)',
  aliases: [],
};
