import type { DatasetEntry } from '@seesaw/shared/catalog';

export const mnist70k: DatasetEntry = {
  name: 'mnist-70k',
  title: 'MNIST, all 70,000 digits',
  trainSize: 60000,
  heldOutSize: 10000,
  image: { width: 28, height: 28, channels: 1 },
  labelCount: 10,
  source: 'LeCun, Cortes and Burges: 60,000 train, the 10,000 test digits are held out',
  licence: 'CC BY-SA 3.0',
  aliases: ['mnist'],
};
