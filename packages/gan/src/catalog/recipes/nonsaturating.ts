import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { minimax } from './minimax.ts';
import { originalGame } from './originalGame.ts';

export const nonsaturating: RecipeEntry = {
  ...minimax,
  name: 'nonsaturating',
  title: 'The original game, G not saturating',
  description:
    'The same game with the other loss of its paper: G raises the chance that D calls its samples real instead of lowering the chance that D calls them generated. The solution is the same, but G keeps its slope while D wins early. Everything else is as in minimax, to be compared side by side.',
  hyperparameters: hyperparametersOf({ ...originalGame, loss: 'nonsaturating' }),
};
