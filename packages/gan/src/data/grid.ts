import type { PointData } from './trainingData.ts';

const places = [-4, -2, 0, 2, 4];

/** 25 modes at {−4, −2, 0, 2, 4}², as they are, not scaled to [−1, 1] (Lin et al. 2018, section 4.1). */
export const grid: PointData = {
  kind: 'points',
  name: 'grid',
  centres: places.flatMap((x) => places.map((y) => [x, y] as const)),
  sigma: 0.05,
  bound: 6,
};
