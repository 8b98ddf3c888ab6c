import { type Feature, growForest, predict, randomOf, type Tree } from './forest.ts';
import { rankCorrelation, ranks } from './rankCorrelation.ts';

export interface ImportanceQuestion {
  readonly features: readonly Feature[];
  /** Small is good; infinite for a trial that diverged, which is worse than all others. */
  readonly losses: Float64Array;
  readonly seed: number;
}

export interface Importance {
  readonly name: string;
  /** How much of the variance of the ranks cannot be foretold any more when this one is shuffled; about 0 for one that does nothing. */
  readonly share: number;
  /** Standard error of it over the trees. */
  readonly error: number;
  /** With the loss: positive where a larger value is worse. Undefined for choices without an order. */
  readonly correlation: ReturnType<typeof rankCorrelation> | undefined;
}

export interface ImportanceAnswer {
  /** Trials with a result, and how many of them the forest was grown on. */
  readonly n: number;
  readonly used: number;
  /** R² on trials that a tree has not seen: how much the forest knows at all. */
  readonly explained: number;
  /** The most important first. */
  readonly items: readonly Importance[];
}

const trees = 64;
/** More trials than this would be waited for, and tell no more. */
const mostRows = 1500;

/** Results that are needed before anything is said. */
export function fewestResults(features: number): number {
  return Math.max(20, 4 * features);
}

/**
 * Permutation importance in a forest (Breiman 2001, section 10): in the rows that a tree has not seen, one hyperparameter is shuffled,
 * and its error grows by as much as the tree relied on it. The target is the rank of the loss, so that a few trials that are a
 * thousand times worse do not decide everything. The same question has the same answer.
 */
export function importanceOf({ features, losses, seed }: ImportanceQuestion): ImportanceAnswer {
  const random = randomOf(seed);
  const rows = someRows(losses.length, random);
  const target = Float64Array.from(ranks(Array.from(rows, (row) => losses[row]!)));
  const used = features.map((feature) => ({
    ...feature,
    values: Float64Array.from(rows, (row) => feature.values[row]!),
  }));
  const variance = varianceOf(target);
  const forest = growForest(used, target, { trees, seed });
  const items = used.map((feature, index): Importance => {
    const drops = forest.map((tree) => dropOf(tree, index) / variance);
    const share = meanOf(drops);
    return {
      name: feature.name,
      share,
      error: Math.sqrt(drops.reduce((sum, drop) => sum + (drop - share) ** 2, 0) / (drops.length - 1) / drops.length),
      correlation: feature.choices > 0 ? undefined : rankCorrelation(features[index]!.values, losses),
    };
  });
  return {
    n: losses.length,
    used: rows.length,
    explained: explainedBy(forest),
    items: items.sort((a, b) => b.share - a.share),
  };

  function dropOf(tree: Tree, feature: number): number {
    const shuffled = shuffle(tree.unseen, random);
    let grown = 0;
    for (const [place, row] of tree.unseen.entries()) {
      const inRow = (one: number) => used[one]!.values[row]!;
      const told = predict(tree, inRow);
      const other = used[feature]!.values[shuffled[place]!]!;
      const toldWithout = predict(tree, (one) => (one === feature ? other : inRow(one)));
      grown += (toldWithout - target[row]!) ** 2 - (told - target[row]!) ** 2;
    }
    return tree.unseen.length === 0 ? 0 : grown / tree.unseen.length;
  }

  function explainedBy(all: readonly Tree[]): number {
    const sums = new Float64Array(rows.length);
    const counts = new Float64Array(rows.length);
    for (const tree of all) {
      for (const row of tree.unseen) {
        sums[row]! += predict(tree, (one) => used[one]!.values[row]!);
        counts[row]! += 1;
      }
    }
    let error = 0;
    let told = 0;
    for (let row = 0; row < rows.length; row++) {
      if (counts[row] === 0) continue;
      error += (sums[row]! / counts[row]! - target[row]!) ** 2;
      told += 1;
    }
    return told === 0 ? 0 : 1 - error / told / variance;
  }
}

function someRows(count: number, random: () => number): Int32Array {
  const all = shuffle(
    Int32Array.from({ length: count }, (_, index) => index),
    random,
  );
  return all.slice(0, mostRows);
}

function shuffle(rows: Int32Array, random: () => number): Int32Array {
  const shuffled = Int32Array.from(rows);
  for (let i = shuffled.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[other]] = [shuffled[other]!, shuffled[i]!];
  }
  return shuffled;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf([...values]);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length || 1;
}
