import type { DatasetEntry } from '@seesaw/shared/catalog';

export const ring: DatasetEntry = {
  name: 'ring',
  title: 'Ring of eight Gaussians',
  trainSize: 0,
  heldOutSize: 0,
  source: 'Made while training: modes at angle i·2π/8 on the unit circle, standard deviation 0.01',
  licence: 'none (generated)',
  aliases: [],
};
