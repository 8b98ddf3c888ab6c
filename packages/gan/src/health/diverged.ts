import type { MetricRow } from './seen.ts';
import { median } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { show } from './words.ts';

/** A loss or a signal of the game that is no number, at any time. */
export const leftTheNumbers: Rule = ({ rows }) => {
  const row = rows.find((one) => !finiteRows.has(one) && !isFiniteRow(one));
  if (row === undefined) return undefined;
  const [name, value] = Object.entries(row.values).find(([key, v]) => isGame(key) && !Number.isFinite(v))!;
  return {
    health: 'diverged',
    evidence: `${name} is ${value} at step ${row.step}.`,
    advice: 'Lower `lr_d`, bring `lr_ratio` closer to 1, or set `gradient_clip`.',
  };
};

/** A gradient that outgrew everything before it. */
export const exploded: Rule = (seen) => {
  for (const player of ['d', 'g'] as const) {
    const name = `balance/grad_norm_${player}`;
    const norms = seen.all(name);
    const now = norms.at(-1);
    if (now === undefined || !exceedsMedian(now, thresholds.divergedNorm, norms)) continue;
    if (now <= thresholds.divergedNormOfFirst * Math.max(...seen.first(name))) continue;
    return {
      health: 'diverged',
      evidence: `The gradient of ${player.toUpperCase()} is ${show(now)} at step ${seen.rows.at(-1)!.step}, ${Math.round(now / median(norms))} times its median.`,
      advice: `Lower ${player === 'd' ? '`lr_d`' : '`lr_ratio`'}, set \`gradient_clip\`, or lower the weight of a penalty.`,
    };
  }
  return undefined;
};

/** Rows that were found to be all numbers: a history is judged again with every row that is added to it. */
const finiteRows = new WeakSet<MetricRow>();

function isFiniteRow(row: MetricRow): boolean {
  for (const name in row.values) if (isGame(name) && !Number.isFinite(row.values[name])) return false;
  finiteRows.add(row);
  return true;
}

/** Whether `value` > `times` · median > 0, by counting: sorting all rows at every report would cost more than all else here. */
function exceedsMedian(value: number, times: number, values: readonly number[]): boolean {
  let below = 0;
  for (const one of values) if (value > times * one) below += 1;
  return below > values.length >> 1 && median(values) > 0;
}

function isGame(name: string): boolean {
  return name.startsWith('train/') || name.startsWith('balance/');
}
