import { parseArgs } from 'node:util';
import { type SearchMethod, searchMethods } from '@seesaw/shared/searchSpace';
import { type FunctionName, functionNames } from './problems.ts';

export interface BenchOptions {
  readonly peers: boolean;
  readonly seeds: readonly number[];
  readonly methods: readonly SearchMethod[];
  readonly functions: readonly FunctionName[];
  /** Instead of each method's own budget. */
  readonly trials: number | undefined;
}

/** The model of a Gaussian process is for few, dear trials; the others are measured where they are meant to be used. */
const BUDGETS: Readonly<Record<string, number>> = { gp: 50, bayes: 50 };

export function budgetOf(method: SearchMethod, { trials }: BenchOptions): number {
  return trials ?? BUDGETS[method] ?? 100;
}

/** @throws Error that names an option, method or function which does not exist */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      peers: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '0-19' },
      methods: { type: 'string', default: searchMethods.filter((method) => method !== 'grid').join(',') },
      functions: { type: 'string', default: functionNames.join(',') },
      trials: { type: 'string' },
    },
  });
  return {
    peers: values.peers,
    seeds: readSeeds(values.seeds),
    methods: values.methods.split(',').map((name) => oneOf(name, searchMethods, 'method')),
    functions: values.functions.split(',').map((name) => oneOf(name, functionNames, 'function')),
    trials: values.trials === undefined ? undefined : Number(values.trials),
  };
}

/** "7" or "0-99". */
function readSeeds(text: string): number[] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) throw new Error(`--seeds: expected a range such as 0-99, got ${text}`);
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function oneOf<T extends string>(name: string, known: readonly T[], what: string): T {
  const found = known.find((each) => each === name);
  if (found === undefined) throw new Error(`unknown ${what} ${name}; there are: ${known.join(', ')}`);
  return found;
}
