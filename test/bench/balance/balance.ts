import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type BenchSuite, say } from '../suite.ts';
import { drawBalance } from './drawBalance.ts';
import { type Outcome, playRing } from './playRing.ts';

/** Runs of one setting over seeds: means, and medians where a few large values would decide. */
export interface Cell {
  readonly loss: string;
  readonly lr_ratio: number;
  readonly d_steps: number;
  readonly width_ratio: number;
  readonly controller: string;
  readonly outcomes: readonly Outcome[];
}

export interface BalanceResult {
  readonly suite: 'balance';
  readonly steps: number;
  readonly seeds: readonly number[];
  readonly cells: readonly Cell[];
}

const losses = ['nonsaturating', 'minimax'];
const rateRatios = [1 / 16, 1 / 4, 1, 4, 16];
const stepsOfD = [1, 4];
const widthRatios = [1 / 4, 1, 4];

/** Where D or G is far ahead: what can a controller do about it? */
const uneven = [
  { name: 'D ahead', lr_ratio: 1 / 16, d_steps: 4, width_ratio: 1 / 4 },
  { name: 'even', lr_ratio: 1, d_steps: 1, width_ratio: 1 },
  { name: 'G ahead', lr_ratio: 16, d_steps: 1, width_ratio: 4 },
];
const controllers = {
  'accuracy-gate': {},
  'loss-gate': {},
  'loss-change-ratio': {},
  'gradient-ratio': {},
  ada: { instance_noise: 0.2, ada_images: 50_000 },
} as const;

/**
 * Balance on the ring of eight Gaussians: `lr_ratio` × `d_steps` × `width_ratio` for a loss that saturates and one that does not,
 * and every controller where the balance is lost. Needs no services.
 *
 * `--steps 1000 --seeds 2 --figure FILE`; `--from FILE` draws what was measured before and trains nothing.
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      steps: { type: 'string', default: '1000' },
      seeds: { type: 'string', default: '2' },
      figure: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const result: BalanceResult =
    values.from === undefined
      ? await measure(Number(values.steps), Number(values.seeds))
      : JSON.parse(await readFile(values.from, 'utf8'));
  if (values.figure !== undefined) await writeFile(values.figure, drawBalance(result));
  return result;
};

async function measure(steps: number, count: number): Promise<BalanceResult> {
  const seeds = Array.from({ length: count }, (_, i) => i);
  const settings = [...grid(), ...underControllers()];
  const cells: Cell[] = [];
  for (const [i, { more, ...setting }] of settings.entries()) {
    const outcomes: Outcome[] = [];
    for (const seed of seeds) outcomes.push(await playRing({ ...setting, ...more }, steps, seed));
    cells.push({ ...setting, outcomes });
    say(`${i + 1} of ${settings.length}: ${JSON.stringify(setting)} ${outcomes.map(({ modesHeld }) => modesHeld)}`);
  }
  return { suite: 'balance', steps, seeds, cells };
}

type Setting = Omit<Cell, 'outcomes'> & { readonly more: Readonly<Record<string, number>> };

function grid(): Setting[] {
  return losses.flatMap((loss) =>
    rateRatios.flatMap((lr_ratio) =>
      stepsOfD.flatMap((d_steps) =>
        widthRatios.map((width_ratio) => ({ loss, lr_ratio, d_steps, width_ratio, controller: 'none', more: {} })),
      ),
    ),
  );
}

function underControllers(): Setting[] {
  return Object.entries(controllers).flatMap(([controller, more]) =>
    losses.flatMap((loss) =>
      uneven.map(({ lr_ratio, d_steps, width_ratio }) => ({
        ...{ loss, lr_ratio, d_steps, width_ratio, controller },
        // A gate on a loss that is never above 0 opens below it.
        more: { ...more, ...(controller === 'loss-gate' && loss === 'minimax' && { gate_loss_g: -1 }) },
      })),
    ),
  );
}
