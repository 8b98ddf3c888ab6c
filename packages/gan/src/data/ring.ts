import type { PointData } from './trainingData.ts';

const modes = 8;

/** Mode i lies at angle i·2π/8 on the unit circle (not linspace with the end point, which would make only seven). */
export const ring: PointData = {
  kind: 'points',
  name: 'ring',
  centres: Array.from({ length: modes }, (_, mode) => {
    const angle = (mode * 2 * Math.PI) / modes;
    return [Math.cos(angle), Math.sin(angle)] as const;
  }),
  sigma: 0.01,
  bound: 2,
};
