import type { RecipeEntry } from '@seesaw/shared/catalog';
import { conditionalRecipe } from './conditionalRecipe.ts';

export const acgan: RecipeEntry = conditionalRecipe({
  name: 'acgan',
  title: 'Digits by label: D names them',
  description:
    'D is not told the label: it has to name the digit beside telling real from generated, and G is paid when D names its digit as it was asked for. It is the hardest of the three to balance: naming soon outweighs telling apart, and then all digits of a class look alike. That is why naming counts a fifth here, D names real digits alone, and a penalty (R1) holds it back.',
  condition: 'auxiliary',
  needs: {
    lr_end: 0.02,
    steps: 4000,
    others: { class_weight: 0.2, r1_gamma: 1, penalty_every: 4, ema_decay: 0.995 },
  },
});
