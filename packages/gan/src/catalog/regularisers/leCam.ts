import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const leCam: RegulariserEntry = {
  name: 'lecam',
  title: 'LeCam',
  formula: 'L_D + λ(E relu(D(x) − α_F)² + E relu(α_R − D(G(z)))²),  α moving averages of D on real and generated',
  source: 'Tseng et al. 2021',
  hyperparameters: [
    {
      ...weight(
        'lecam_lambda',
        'LeCam λ',
        'Keeps the answers of D on both kinds near each other, which helps with few data; 0 is without.',
      ),
      structural: true,
    },
  ],
};
