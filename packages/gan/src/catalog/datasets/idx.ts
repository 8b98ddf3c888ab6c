import type { DatasetEntry } from '@seesaw/shared/catalog';

export const idx: DatasetEntry = {
  name: 'idx',
  title: 'Own images in idx files',
  trainSize: 0,
  heldOutSize: 0,
  inFolder: true,
  source: 'A folder of yours below SEESAW_DATA_DIR with images and, if you like, labels in the format of MNIST',
  licence: 'that of your images',
  aliases: [],
};
