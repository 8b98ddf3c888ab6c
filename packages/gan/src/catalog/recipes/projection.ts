import type { RecipeEntry } from '@seesaw/shared/catalog';
import { conditionalRecipe } from './conditionalRecipe.ts';

export const projection: RecipeEntry = conditionalRecipe({
  name: 'projection',
  title: 'Digits by label: D looks along it',
  description:
    'D sums up the picture in a list of features, and every digit has a direction among them: its answer is how real the picture looks at all plus how far it lies in the direction of its label. One product is all that labels cost, and it works for many classes.',
  condition: 'projection',
});
