import type { DatasetEntry } from '@seesaw/shared/catalog';

export const imageFolder: DatasetEntry = {
  name: 'image-folder',
  title: 'Own PNG and JPEG pictures',
  trainSize: 0,
  heldOutSize: 0,
  inFolder: true,
  source: 'A folder of yours below SEESAW_DATA_DIR with pictures of one size; folders inside of it are labels',
  licence: 'that of your pictures',
  aliases: [],
};
