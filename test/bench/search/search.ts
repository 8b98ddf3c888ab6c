import { availableParallelism } from 'node:os';
import type { SearchMethod } from '@seesaw/shared/searchSpace';
import { probabilityThatLessIsChance } from './mannWhitney.ts';
import { type BenchOptions, budgetOf, readOptions } from './options.ts';
import { ensureOptuna, optunaVersion, type PeerRun, peerOf, peerRuns } from './optuna.ts';
import type { Run, RunTask } from './ownRun.ts';
import { type FunctionName, fits } from './problems.ts';
import { speeds } from './speed.ts';
import { median, rounded, type Spread, spreadOf } from './spread.ts';
import { runAll } from './workers.ts';

interface Comparison {
  readonly regret: Spread;
  /** Our median divided by theirs. */
  readonly medianRatio: number;
  /** Mann-Whitney, one-sided: small when we are better, and small when we are worse. */
  readonly pBetter: number;
  readonly pWorse: number;
}

interface Row {
  readonly function: FunctionName;
  readonly method: SearchMethod;
  readonly trials: number;
  readonly regret: Spread;
  readonly suggestionMs: { readonly median: number; readonly largest: number };
  readonly random?: Comparison;
  readonly optuna?: Comparison & { readonly sampler: string; readonly suggestionMs: number };
}

/**
 * Measures the search methods on functions whose minimum is known: `--seeds 0-99 --methods tpe,gp --functions branin
 * --trials 100 --peers`. Regret is the distance of the best value found from the minimum; on functions with several values
 * the share of the largest possible hypervolume that is missing.
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const options = readOptions(args);
  // Every method is compared with random, over as many trials as it has itself.
  const methods = [...new Set<SearchMethod>(['random', ...options.methods])];
  const tasks = options.functions.flatMap((name) =>
    methods
      .filter((method) => fits(method, name))
      .flatMap((method) => options.seeds.map((seed): RunTask => taskOf(method, name, seed, methods, options))),
  );
  const progress = progressOf(tasks.length, 'own');
  const runs = await runAll(tasks, progress);
  const runsOf = (method: SearchMethod, name: FunctionName) =>
    runs.filter((_, i) => tasks[i]!.method === method && tasks[i]!.name === name);
  const peers = options.peers ? await measurePeers(options) : undefined;
  const rows = options.functions.flatMap((name) =>
    options.methods
      .filter((method) => fits(method, name))
      .map((method): Row => {
        const trials = budgetOf(method, options);
        const own = regretsAfter(trials, runsOf(method, name));
        const times = runsOf(method, name).flatMap(({ milliseconds }) => milliseconds);
        const peer = peers?.get(method)?.get(name);
        return {
          function: name,
          method,
          trials,
          regret: spreadOf(own),
          suggestionMs: { median: rounded(median(times)), largest: rounded(times.reduce((a, b) => Math.max(a, b), 0)) },
          ...(method === 'random' ? {} : { random: compare(own, regretsAfter(trials, runsOf('random', name))) }),
          ...(peer === undefined
            ? {}
            : {
                optuna: {
                  sampler: peerOf[method]!,
                  suggestionMs: rounded(median(peer.map((each) => (each.secondsInSampler * 1000) / trials))),
                  ...compare(own, regretsAfter(trials, peer)),
                },
              }),
        };
      }),
  );
  return {
    suite: 'search',
    seeds: [options.seeds[0], options.seeds.at(-1)],
    processes: availableParallelism(),
    ...(options.peers ? { optuna: optunaVersion } : {}),
    speeds: speeds(options.methods),
    rows,
  };
}

function taskOf(
  method: SearchMethod,
  name: FunctionName,
  seed: number,
  methods: readonly SearchMethod[],
  options: BenchOptions,
): RunTask {
  const budgets = methods.map((each) => budgetOf(each, options));
  return { method, name, seed, trials: method === 'random' ? Math.max(...budgets) : budgetOf(method, options) };
}

async function measurePeers(options: BenchOptions): Promise<Map<SearchMethod, Map<FunctionName, PeerRun[]>>> {
  const python = await ensureOptuna((line) => console.error(line));
  const measured = new Map<SearchMethod, Map<FunctionName, PeerRun[]>>();
  for (const method of options.methods) {
    const sampler = peerOf[method];
    if (sampler === null) continue;
    const functions = options.functions.filter((name) => fits(method, name));
    const tasks = functions.flatMap((name) =>
      options.seeds.map((seed) => ({ sampler, name, seed, trials: budgetOf(method, options) })),
    );
    const runs = await peerRuns(python, tasks, progressOf(tasks.length, `Optuna ${sampler}`));
    measured.set(method, new Map(functions.map((name) => [name, runs.filter((_, i) => tasks[i]!.name === name)])));
  }
  return measured;
}

function regretsAfter(trials: number, runs: readonly Pick<Run, 'regrets'>[]): number[] {
  return runs.map(({ regrets }) => regrets[trials - 1]!);
}

function compare(own: readonly number[], other: readonly number[]): Comparison {
  const regret = spreadOf(other);
  return {
    regret,
    medianRatio: rounded(median(own) / median(other)),
    pBetter: rounded(probabilityThatLessIsChance(own, other)),
    pWorse: rounded(probabilityThatLessIsChance(other, own)),
  };
}

/** A line on stderr for every tenth of the runs. */
function progressOf(total: number, what: string): () => void {
  let done = 0;
  return () => {
    done++;
    if (done === total || done % Math.ceil(total / 10) === 0) console.error(`${what}: ${done} of ${total} runs`);
  };
}
