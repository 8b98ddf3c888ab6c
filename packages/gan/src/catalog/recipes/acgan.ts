import type { RecipeEntry } from '@seesaw/shared/catalog';
import { conditionalRecipe } from './conditionalRecipe.ts';

export const acgan: RecipeEntry = conditionalRecipe({
  name: 'acgan',
  title: 'Digits by label: D names them',
  description:
    'D is not told the label: it has to name the digit beside telling real from generated, and both players are paid when it names the right one. It is the hardest of the three to balance: naming soon outweighs telling apart, and then all digits of a class look alike. With the defaults that happens; a lower class_weight softens it and does not cure it.',
  condition: 'auxiliary',
});
