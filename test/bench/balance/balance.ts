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
const stepsOfD = [1, 4];
/** In the order in which they are played, the outermost and the middle first. */
const rateRatios = [1 / 16, 16, 1, 1 / 4, 4];
const widthRatios = [1 / 4, 4, 1];

/** Where D is far ahead, and where G is: what can a controller do about it? */
const uneven = [
  { lr_ratio: 1 / 16, d_steps: 4, width_ratio: 1 / 4 },
  { lr_ratio: 16, d_steps: 1, width_ratio: 4 },
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
 * `--steps 1000 --seeds 2 --minutes 20 --figure FILE`: after so many minutes no further run begins, and what was measured by
 * then is the result. `--from FILE` draws what was measured before and trains nothing.
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      steps: { type: 'string', default: '1000' },
      seeds: { type: 'string', default: '2' },
      minutes: { type: 'string', default: '20' },
      figure: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const result: BalanceResult =
    values.from === undefined
      ? await measure(Number(values.steps), Number(values.seeds), Number(values.minutes))
      : JSON.parse(await readFile(values.from, 'utf8'));
  if (values.figure !== undefined) await writeFile(values.figure, drawBalance(result));
  return result;
};

async function measure(steps: number, count: number, minutes: number): Promise<BalanceResult> {
  const seeds = Array.from({ length: count }, (_, i) => i);
  const settings = [...grid(true), ...underControllers(), ...grid(false)];
  const cells = settings.map((setting) => ({ setting, outcomes: [] as Outcome[] }));
  const until = performance.now() + minutes * 60_000;
  for (const seed of seeds) {
    for (const { setting, outcomes } of cells) {
      if (performance.now() > until) break;
      const { more, ...shown } = setting;
      outcomes.push(await playRing({ ...shown, ...more }, steps, seed));
      say(`seed ${seed} ${JSON.stringify(shown)} ${JSON.stringify(outcomes.at(-1))}`);
    }
  }
  const played = cells.filter(({ outcomes }) => outcomes.length > 0);
  return {
    suite: 'balance',
    steps,
    seeds,
    cells: played.map(({ setting: { more, ...shown }, outcomes }) => ({ ...shown, outcomes })),
  };
}

type Setting = Omit<Cell, 'outcomes'> & { readonly more: Readonly<Record<string, number>> };

/** The corners and the middle of the space, or what lies between. */
function grid(coarse: boolean): Setting[] {
  const isCoarse = (lr_ratio: number, width_ratio: number) =>
    rateRatios.indexOf(lr_ratio) < 3 && (widthRatios.indexOf(width_ratio) < 2 || lr_ratio === 1);
  return rateRatios.flatMap((lr_ratio) =>
    stepsOfD.flatMap((d_steps) =>
      widthRatios
        .filter((width_ratio) => isCoarse(lr_ratio, width_ratio) === coarse)
        .flatMap((width_ratio) =>
          losses.map((loss) => ({ loss, lr_ratio, d_steps, width_ratio, controller: 'none', more: {} })),
        ),
    ),
  );
}

function underControllers(): Setting[] {
  return uneven.flatMap((pair) =>
    Object.entries(controllers).map(([controller, more]) => ({
      loss: 'nonsaturating',
      ...pair,
      ...{ controller, more },
    })),
  );
}
