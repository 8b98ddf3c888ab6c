import type { Catalog } from '@seesaw/shared/catalog';
import { controllers } from './controllers.ts';
import { grid } from './datasets/grid.ts';
import { idx } from './datasets/idx.ts';
import { imageFolder } from './datasets/imageFolder.ts';
import { mnist10k } from './datasets/mnist10k.ts';
import { mnist70k } from './datasets/mnist70k.ts';
import { none } from './datasets/none.ts';
import { polygons } from './datasets/polygons.ts';
import { polygonsPlain } from './datasets/polygonsPlain.ts';
import { ring } from './datasets/ring.ts';
import { stackedMnist } from './datasets/stackedMnist.ts';
import { losses } from './losses.ts';
import { acgan } from './recipes/acgan.ts';
import { cgan } from './recipes/cgan.ts';
import { dcgan } from './recipes/dcgan.ts';
import { lsganMlp } from './recipes/lsganMlp.ts';
import { minimax } from './recipes/minimax.ts';
import { mnistBce } from './recipes/mnistBce.ts';
import { nonsaturating } from './recipes/nonsaturating.ts';
import { projection } from './recipes/projection.ts';
import { ringMlp } from './recipes/ringMlp.ts';
import { softmax2 } from './recipes/softmax2.ts';
import { testFunction } from './recipes/testFunction.ts';
import { regularisers } from './regularisers.ts';

/** Everything a sweep can choose from. Free of tfjs: the orchestrator, the command line and the dashboard import it. */
export const catalog: Catalog = {
  recipes: [
    ringMlp,
    mnistBce,
    minimax,
    nonsaturating,
    lsganMlp,
    softmax2,
    dcgan,
    cgan,
    acgan,
    projection,
    testFunction,
  ],
  losses,
  regularisers,
  controllers,
  datasets: [ring, grid, polygons, polygonsPlain, mnist10k, mnist70k, stackedMnist, idx, imageFolder, none],
};
