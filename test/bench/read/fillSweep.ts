import type { openClient } from '@seesaw/store/connection/openClient';
import type { Store } from '@seesaw/store/storePort';
import type { Suggest } from '@seesaw/store/suggestPort';
import { newSweep } from '@seesaw/store/testing/exampleSweep';

type Sql = ReturnType<typeof openClient>;

export const parameters = Array.from({ length: 26 }, (_, index) => `p${String(index).padStart(2, '0')}`);
export const metrics = [
  'eval/fid',
  'eval/score',
  'train/d_loss',
  'train/g_loss',
  'balance/d_accuracy',
  'balance/gap',
].concat(Array.from({ length: 6 }, (_, index) => `train/extra_${index}`));
const losses = ['nonsaturating', 'hinge', 'wgan-gp', 'lsgan'];

/** A number in [0, 1) that looks random: the same sweep in every run. */
function fraction(number: number, salt: number): number {
  const x = Math.sin(number * 12.9898 + salt * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

const suggest: Suggest = (sweep, number) => ({
  recipe: sweep.recipe,
  dataset: sweep.dataset,
  seed: number,
  steps: 10_000,
  values: {
    ...sweep.base,
    lr_d: 10 ** (-5 + 3 * fraction(number, 1)),
    lr_g: 10 ** (-5 + 3 * fraction(number, 2)),
    loss: losses[Math.floor(fraction(number, 3) * losses.length)]!,
    ema: fraction(number, 4) < 0.5,
    ...Object.fromEntries(parameters.map((name, index) => [name, fraction(number, 10 + index)])),
  },
  checkpoint: sweep.checkpoint,
});

/**
 * A sweep of so many trials, each with 30 hyperparameters and a summary of 12 metrics. Rows come from the store; states, steps
 * and summaries, which take the store a transaction each, from SQL.
 */
export async function fillSweep({ store, sql, trials }: { store: Store; sql: Sql; trials: number }): Promise<string> {
  const uniform = { kind: 'float', min: 0, max: 1, scale: 'linear' } as const;
  const sweepId = await newSweep(store, {
    plannedTrials: trials,
    space: [
      { name: 'lr_d', dimension: { kind: 'float', min: 1e-5, max: 1e-2, scale: 'log' } },
      { name: 'lr_g', dimension: { kind: 'float', min: 1e-5, max: 1e-2, scale: 'log' } },
      { name: 'loss', dimension: { kind: 'choice', values: losses } },
      { name: 'ema', dimension: { kind: 'choice', values: [true, false] } },
      ...parameters.map((name) => ({ name, dimension: uniform })),
    ],
    metric: { name: 'eval/score', goal: 'minimize' },
  });
  const open: number[] = [];
  while (open.length < trials) {
    const count = Math.min(500, trials - open.length);
    const { trials: some } = await store.sweeps.nextTrials({ sweepId, open, count, suggest });
    if (some.length === 0) throw new Error(`The sweep ended after ${open.length} trials.`);
    open.push(...some.map(({ number }) => number));
  }
  await sql`insert into metric_keys (name) select unnest(${metrics}::text[]) on conflict do nothing`;
  await sql`
    insert into metric_summaries (trial_id, key_id, last, last_step, min, min_step, max, max_step, count, sum, summed)
    select t.id, k.id, v.last, 10000, v.last - 1, 100, v.last + 1, 200, 10000, v.last * 10000, 10000
    from trials t cross join metric_keys k
    cross join lateral (select 100 * abs(sin(t.number * k.id)) as last) v
    where t.sweep_id = ${sweepId} and k.name = any(${metrics}::text[])`;
  await sql`
    update trials t set state = (array['completed', 'completed', 'completed', 'diverged', 'failed'])[1 + t.number % 5],
      attempt = 1, step = 10000, max_step = 10000, health = (array['ok', 'd-wins', 'collapse'])[1 + t.number % 3],
      score = (select last from metric_summaries s join metric_keys k on k.id = s.key_id
        where s.trial_id = t.id and k.name = 'eval/score')
    where t.sweep_id = ${sweepId}`;
  await sql`analyze trials`;
  await sql`analyze metric_summaries`;
  return sweepId;
}
