import { propose } from '@seesaw/search/propose';
import type { KnownResult } from '@seesaw/shared/known';
import type { Point, SearchMethod, SearchSpace } from '@seesaw/shared/searchSpace';
import { median, rounded } from './spread.ts';

export interface Speed {
  readonly method: SearchMethod;
  readonly results: number;
  readonly axes: number;
  /** Of one suggestion. */
  readonly medianMs: number;
  readonly largestMs: number;
  /** Time of the processor, which other processes on the machine do not lengthen. */
  readonly cpuMs: number;
}

const AXES = 10;
const REPEATS = 15;
/** Results that are there when the suggestion is asked for. */
const RESULTS: Partial<Record<SearchMethod, number>> = { tpe: 1000, gp: 200, cmaes: 1000 };

/** How long one suggestion takes in a long sweep over ten continuous axes. */
export function speeds(methods: readonly SearchMethod[]): Speed[] {
  return methods.flatMap((method) => {
    const results = RESULTS[method];
    return results === undefined ? [] : speedOf(method, results);
  });
}

function speedOf(method: SearchMethod, count: number): Speed {
  const space: SearchSpace = Array.from({ length: AXES }, (_, i) => ({
    name: `x${i}`,
    dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' },
  }));
  const results = Array.from({ length: count }, (_, i): KnownResult => {
    const point = propose({ space, method: 'random', seed: 1, number: i + 1 }) as Point;
    const objective = Object.values(point).reduce<number>((sum, x) => sum + (Number(x) - 0.3) ** 2, 0);
    return { number: i + 1, point, objective };
  });
  const times: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const before = process.cpuUsage();
    const started = performance.now();
    propose({ space, method, seed: 2, number: count + 1 + i, results });
    times.push(performance.now() - started);
    const used = process.cpuUsage(before);
    cpu.push((used.user + used.system) / 1000);
  }
  return {
    method,
    results: count,
    axes: AXES,
    medianMs: rounded(median(times)),
    largestMs: rounded(times.reduce((a, b) => Math.max(a, b))),
    cpuMs: rounded(median(cpu)),
  };
}
