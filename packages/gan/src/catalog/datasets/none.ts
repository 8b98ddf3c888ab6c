import type { DatasetEntry } from '@seesaw/shared/catalog';

export const none: DatasetEntry = {
  name: 'none',
  title: 'No data',
  trainSize: 0,
  heldOutSize: 0,
  source: 'A test function is a formula: it needs no data',
  licence: 'none',
  aliases: [],
};
