import { ackley5 } from './ackley5.ts';
import { branin } from './branin.ts';
import { conditional } from './conditional.ts';
import { hartmann3, hartmann6 } from './hartmann.ts';
import { levy5 } from './levy5.ts';
import { mixed } from './mixed.ts';
import { rastrigin5 } from './rastrigin5.ts';
import { rosenbrock5 } from './rosenbrock5.ts';
import type { TestFunction } from './testFunction.ts';

/** All functions, by the name that benches and sweeps call them by. */
export const testFunctions = {
  branin,
  hartmann3,
  hartmann6,
  ackley5,
  levy5,
  rosenbrock5,
  rastrigin5,
  mixed,
  conditional,
} as const satisfies Readonly<Record<string, TestFunction>>;
