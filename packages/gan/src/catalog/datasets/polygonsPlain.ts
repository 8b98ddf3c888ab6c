import type { DatasetEntry } from '@seesaw/shared/catalog';

export const polygonsPlain: DatasetEntry = {
  name: 'polygons-plain',
  title: 'Triangles, black and white',
  trainSize: 8000,
  heldOutSize: 2000,
  image: { width: 28, height: 28, channels: 1 },
  source: 'The triangles of polygons without smooth edges: a pixel is white where its middle lies inside',
  licence: 'none (generated)',
  aliases: [],
};
