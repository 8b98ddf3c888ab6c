import type { DatasetEntry } from '@seesaw/shared/catalog';

export const mnist10k: DatasetEntry = {
  name: 'mnist-10k',
  title: 'MNIST test digits (shipped)',
  trainSize: 8000,
  heldOutSize: 2000,
  image: { width: 28, height: 28, channels: 1 },
  labelCount: 10,
  source:
    'The 10,000 MNIST test digits of LeCun, Cortes and Burges: the first 8,000 train, the last 2,000 are held out',
  licence: 'CC BY-SA 3.0',
  aliases: ['mnist'],
};
