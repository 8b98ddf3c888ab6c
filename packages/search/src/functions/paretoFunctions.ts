import { binhKorn } from './binhKorn.ts';
import { dtlz2 } from './dtlz2.ts';
import { fonseca3 } from './fonseca3.ts';
import type { ParetoFunction } from './paretoFunction.ts';
import { zdt1, zdt2 } from './zdt.ts';

/** All functions with several values, by the name that benches and sweeps call them by. */
export const paretoFunctions = { binhkorn: binhKorn, fonseca3, zdt1, zdt2, dtlz2 } as const satisfies Readonly<
  Record<string, ParetoFunction>
>;
