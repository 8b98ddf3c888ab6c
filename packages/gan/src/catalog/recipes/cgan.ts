import type { RecipeEntry } from '@seesaw/shared/catalog';
import { conditionalRecipe } from './conditionalRecipe.ts';

export const cgan: RecipeEntry = conditionalRecipe({
  name: 'cgan',
  title: 'Digits by label: both players read it',
  description:
    'G is told which digit to make and D which digit it is shown: the label, as a few learned numbers, lies beside the random numbers and beside the picture. D has to notice by itself that a fine 3 is wrong where a 5 was asked for. The first and simplest conditional GAN.',
  condition: 'concat',
});
