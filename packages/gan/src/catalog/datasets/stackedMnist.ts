import type { DatasetEntry } from '@seesaw/shared/catalog';

export const stackedMnist: DatasetEntry = {
  name: 'stacked-mnist',
  title: 'Three MNIST digits in colour',
  trainSize: 20000,
  heldOutSize: 2000,
  image: { width: 28, height: 28, channels: 3 },
  source:
    'Made of mnist-10k: three digits as red, green and blue, 1,000 modes (Metz et al. 2017); held-out triples are of held-out digits',
  licence: 'CC BY-SA 3.0',
  aliases: [],
};
