import type { DatasetEntry } from '@seesaw/shared/catalog';

export const polygons: DatasetEntry = {
  name: 'polygons',
  title: 'Triangles',
  trainSize: 8000,
  heldOutSize: 2000,
  image: { width: 28, height: 28, channels: 1 },
  source: 'Made by Seesaw: white triangles with smooth edges, no angle below 20°; those held out are other draws',
  licence: 'none (generated)',
  aliases: [],
};
