import type { Catalog } from '@seesaw/shared/catalog';
import { controllers } from './controllers.ts';
import { mnist10k } from './datasets/mnist10k.ts';
import { mnist70k } from './datasets/mnist70k.ts';
import { none } from './datasets/none.ts';
import { ring } from './datasets/ring.ts';
import { losses } from './losses.ts';
import { mnistBce } from './recipes/mnistBce.ts';
import { ringMlp } from './recipes/ringMlp.ts';
import { testFunction } from './recipes/testFunction.ts';
import { regularisers } from './regularisers.ts';

/** Everything a sweep can choose from. Free of tfjs: the orchestrator, the command line and the dashboard import it. */
export const catalog: Catalog = {
  recipes: [ringMlp, mnistBce, testFunction],
  losses,
  regularisers,
  controllers,
  datasets: [ring, mnist10k, mnist70k, none],
};
