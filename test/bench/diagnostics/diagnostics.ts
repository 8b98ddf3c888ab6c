import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startOneThread } from '../oneThread.ts';
import { say } from '../suite.ts';
import type { Block, Diagnosed, DiagnosedOrder } from './diagnosedTraining.ts';

/**
 * What diagnostics and verdicts cost at default intervals, in processor time of the one thread of a training: whole trainings one
 * after the other in a process, compiling included, and the same training with and without them, in turn from report to report.
 *
 * `--rounds 9 --trials 4 --recipes ring-mlp,mnist-bce,dcgan`
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '9' },
      trials: { type: 'string', default: '4' },
      recipes: { type: 'string', default: 'ring-mlp,mnist-bce' },
    },
  });
  const recipes: Record<string, unknown> = {};
  for (const recipe of values.recipes.split(',')) {
    say(`${recipe} …`);
    const trainer = await startOneThread<DiagnosedOrder, Diagnosed>(new URL('./diagnosedTraining.ts', import.meta.url));
    try {
      const [rounds, trials] = [Number(values.rounds), Number(values.trials)];
      const diagnosed = await trainer.ask({ recipe, rounds, trials });
      const { whole, blocks, stepsPerBlock, logEvery, evalEvery, endMs } = diagnosed;
      const percent = (part: (block: Block) => number) => {
        const percents = blocks.map((block) => percentOf(part(block), block.bareMs));
        return { median: median(percents), rounds: percents };
      };
      const share = stepsPerBlock / evalEvery;
      recipes[recipe] = {
        rounds: blocks.length,
        loadAverage: Number(loadavg()[0]!.toFixed(1)),
        logEvery,
        evalEvery,
        msOfEndOfCall: Number(endMs.toFixed(3)),
        msPerStep: Number((median(blocks.map(({ bareMs }) => bareMs)) / stepsPerBlock).toFixed(3)),
        wholeTrainings: whole.map(({ stepsMs, looksMs, compilingMs: { steps, looks } }) => ({
          stepsMs: Math.round(stepsMs),
          looksMs: Math.round(looksMs),
          compilingMs: { steps: Math.round(steps), looks: Math.round(looks) },
          percent: percentOf(looksMs + looks, stepsMs + steps),
          percentWithoutCompiling: percentOf(looksMs, stepsMs),
        })),
        percentOfSteps: {
          'with less without': percent((block) => block.watchedMs - block.bareMs + share * block.diagnosticsMs),
          'all, clocked': percent((block) => block.reportsMs + share * block.diagnosticsMs),
          'reports and verdicts, clocked': percent(({ reportsMs }) => reportsMs),
          'diagnostics of evaluations, clocked': percent(({ diagnosticsMs }) => share * diagnosticsMs),
        },
      };
    } finally {
      trainer.stop();
    }
  }
  return { suite: 'diagnostics', recipes };
}

function percentOf(part: number, of: number): number {
  return Number(((100 * part) / of).toFixed(2));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
