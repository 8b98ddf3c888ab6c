import type { Health } from '@seesaw/shared/health';
import { healthThresholds as limits } from './healthThresholds.ts';

/** One row of reported metrics, oldest first in a history. */
export interface MetricRow {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface Verdict {
  readonly health: Health;
  /** What was seen, with numbers. */
  readonly evidence: string;
  /** What to turn, hyperparameters in backticks; '' when there is nothing to do. */
  readonly advice: string;
}

type Rule = (history: readonly MetricRow[], window: readonly MetricRow[]) => Verdict | undefined;

/** The verdict on the game, a pure function of the rows seen. Rules are asked in order, the first that speaks wins. */
export function assessHealth(history: readonly MetricRow[]): Verdict {
  const notFinite = nonFinite(history, history);
  if (notFinite !== undefined) return notFinite;
  if (history.length < 2 * limits.minRows) {
    return { health: 'unknown', evidence: `Only ${history.length} rows of metrics so far.`, advice: '' };
  }
  const size = Math.max(limits.minRows, Math.round(history.length * limits.windowShare));
  const window = history.slice(-size);
  for (const rule of rules) {
    const verdict = rule(history, window);
    if (verdict !== undefined) return verdict;
  }
  return { health: 'ok', evidence: 'Neither player has the upper hand and nothing has collapsed.', advice: '' };
}

/** Rows that were found to be all numbers: a history is judged again with every row that is added to it. */
const finiteRows = new WeakSet<MetricRow>();

const nonFinite: Rule = (history) => {
  const row = history.find((one) => !finiteRows.has(one) && !isFiniteRow(one));
  if (row === undefined) return undefined;
  const [name, value] = Object.entries(row.values).find(([key, v]) => isGame(key) && !Number.isFinite(v))!;
  return {
    health: 'diverged',
    evidence: `${name} is ${value} at step ${row.step}.`,
    advice: 'Lower `lr_d`, or bring `lr_ratio` closer to 1.',
  };
};

function isFiniteRow(row: MetricRow): boolean {
  for (const name in row.values) if (isGame(name) && !Number.isFinite(row.values[name])) return false;
  finiteRows.add(row);
  return true;
}

const exploded: Rule = (history, window) => {
  for (const player of ['d', 'g'] as const) {
    const name = `balance/grad_norm_${player}`;
    const now = series(window, name).at(-1);
    const norms = now === undefined ? [] : series(history, name);
    if (now === undefined || !exceedsMedian(now, limits.divergedNorm, norms)) continue;
    return {
      health: 'diverged',
      evidence: `The gradient of ${player.toUpperCase()} is ${show(now)}, ${Math.round(now / median(norms))} times its median.`,
      advice: player === 'd' ? 'Lower `lr_d`.' : 'Lower `lr_ratio`.',
    };
  }
  return undefined;
};

/** Whether `value` > `times` · median > 0, by counting: sorting all rows at every report would cost more than all else here. */
function exceedsMedian(value: number, times: number, values: readonly number[]): boolean {
  let below = 0;
  for (const one of values) if (value > times * one) below += 1;
  return below > values.length >> 1 && median(values) > 0;
}

const collapsed: Rule = (history) => {
  const held = series(history, 'eval/modes_held');
  const best = Math.max(...held, 0);
  const now = held.at(-1);
  if (now === undefined || best < limits.collapseBestModes || now >= limits.collapseModes * best) return undefined;
  return {
    health: 'collapse',
    evidence: `G holds ${now} modes, after ${best} earlier.`,
    advice: 'Raise `batch_size`, lower `lr_d`, or try `loss: wgan-gp`.',
  };
};

const dWins: Rule = (history, window) => {
  const right = accuraciesOf(window);
  if (right.length === 0 || Math.min(...right.map(({ share }) => share)) <= limits.dWinsAccuracy) return undefined;
  const first = median(series(history.slice(0, window.length), 'balance/grad_norm_g'));
  const now = median(series(window, 'balance/grad_norm_g'));
  if (!(now < limits.dWinsGradientShare * first)) return undefined;
  return {
    health: 'd-wins',
    evidence: `D is right on ${right.map(({ share, of }) => `${percent(share)} of ${of}`).join(' and ')}, and the gradient of G fell to ${percent(now / first)} of its start.`,
    advice: 'Raise `lr_ratio`, lower `d_steps`, or use `loss: nonsaturating`.',
  };
};

/** How often D is right, by what its loss lets it decide: about each kind, or about pairs; empty where it decides nothing. */
function accuraciesOf(window: readonly MetricRow[]): { share: number; of: string }[] {
  const kinds = { real: 'the real samples', fake: 'the fake samples', paired: 'the pairs' };
  return Object.entries(kinds).flatMap(([kind, of]) => {
    const seen = series(window, `balance/d_acc_${kind}`);
    return seen.length === 0 ? [] : [{ share: mean(seen), of }];
  });
}

const gWins: Rule = (_history, window) => {
  const fake = series(window, 'balance/d_acc_fake');
  if (fake.length === 0 || mean(fake) >= limits.gWinsAccuracyOnFake) return undefined;
  return {
    health: 'g-wins',
    evidence: `D finds only ${percent(mean(fake))} of the fake samples.`,
    advice: 'Raise `d_steps` or `width_d`, or lower `lr_ratio`.',
  };
};

const rules: readonly Rule[] = [exploded, collapsed, dWins, gWins];

function isGame(name: string): boolean {
  return name.startsWith('train/') || name.startsWith('balance/');
}

function series(rows: readonly MetricRow[], name: string): number[] {
  const found: number[] = [];
  for (const { values } of rows) {
    const value = values[name];
    if (value !== undefined) found.push(value);
  }
  return found;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.095 ? 1 : 0)} %`;
}

function show(value: number): string {
  return value.toPrecision(3);
}
