/** Data sets of images, of any size and with one or three channels: what recipes can train on whose networks take any. */
export const imageSets: readonly string[] = [
  'mnist-10k',
  'mnist-70k',
  'polygons',
  'polygons-plain',
  'stacked-mnist',
  'idx',
  'image-folder',
];
