import type { RecipeEntry } from '@seesaw/shared/catalog';
import { conditionalRecipe } from './conditionalRecipe.ts';

export const acgan: RecipeEntry = conditionalRecipe({
  name: 'acgan',
  title: 'Digits by label: D names them',
  description:
    'D is not told the label: it has to name the digit beside telling real from generated, and both players are paid when it names the right one. Digits become readable early. With too much weight on naming, all digits of a class look alike.',
  condition: 'auxiliary',
});
