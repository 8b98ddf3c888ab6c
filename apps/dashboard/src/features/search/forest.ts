import { trialSeed } from '@seesaw/shared/configOf';

/** One hyperparameter of all trials. Choices are numbered; NaN where a trial has no value. */
export interface Feature {
  readonly name: string;
  readonly values: Float64Array;
  /** How many choices, where their order means nothing; 0 for numbers. */
  readonly choices: number;
}

export interface Tree {
  /** Rows that it has not seen. */
  readonly unseen: Int32Array;
  readonly root: Node;
}

type Node =
  | { readonly kind: 'leaf'; readonly mean: number }
  | {
      readonly kind: 'split';
      readonly feature: number;
      readonly goesLeft: (value: number) => boolean;
      readonly left: Node;
      readonly right: Node;
    };

const leastLeaf = 3;
const deepest = 20;

/**
 * A forest of regression trees (Breiman, Random Forests, 2001): each grown on rows drawn with replacement, each split the best of a
 * third of the features by squared error. Choices are split by the order of their means, which finds the best of all their
 * subsets (Fisher 1958). A missing value is below all others. The same seed grows the same forest.
 */
export function growForest(
  features: readonly Feature[],
  target: Float64Array,
  { trees, seed }: { trees: number; seed: number },
): Tree[] {
  return Array.from({ length: trees }, (_, index) => growTree(features, target, randomOf(trialSeed(seed, index))));
}

export function predict(tree: Tree, read: (feature: number) => number): number {
  let node = tree.root;
  while (node.kind === 'split') node = node.goesLeft(read(node.feature)) ? node.left : node.right;
  return node.mean;
}

/** Numbers in [0, 1), a function of (seed, how many were drawn). */
export function randomOf(seed: number): () => number {
  let drawn = 0;
  return () => trialSeed(seed, drawn++) / 2 ** 32;
}

function growTree(features: readonly Feature[], target: Float64Array, random: () => number): Tree {
  const { length } = target;
  const rows = Int32Array.from({ length }, () => Math.floor(random() * length));
  const seen = new Set(rows);
  const tried = Math.max(1, Math.ceil(features.length / 3));
  return {
    unseen: Int32Array.from(target.keys()).filter((row) => !seen.has(row)),
    root: grow(rows, 0),
  };

  function grow(some: Int32Array, depth: number): Node {
    const leaf: Node = { kind: 'leaf', mean: meanOf(target, some) };
    if (some.length < 2 * leastLeaf || depth >= deepest) return leaf;
    let best: Split | undefined;
    for (const feature of drawSome(features.length, tried, random)) {
      const split = bestSplit(features[feature]!, feature, some, target);
      if (split !== undefined && (best === undefined || split.gain > best.gain)) best = split;
    }
    if (best === undefined) return leaf;
    const { feature, goesLeft } = best;
    const { values } = features[feature]!;
    return {
      ...{ kind: 'split', feature, goesLeft },
      left: grow(
        some.filter((row) => goesLeft(values[row]!)),
        depth + 1,
      ),
      right: grow(
        some.filter((row) => !goesLeft(values[row]!)),
        depth + 1,
      ),
    };
  }
}

interface Split {
  readonly feature: number;
  /** How much less squared error there is. */
  readonly gain: number;
  readonly goesLeft: (value: number) => boolean;
}

function bestSplit(
  { values, choices }: Feature,
  feature: number,
  rows: Int32Array,
  target: Float64Array,
): Split | undefined {
  const keys = choices > 0 ? meansOfChoices(values, choices, rows, target) : undefined;
  const keyOf = (value: number) =>
    keys === undefined ? (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value) : keys[placeOf(value, choices)]!;
  const sorted = Array.from(rows, (row) => [keyOf(values[row]!), target[row]!] as const).sort((a, b) =>
    a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0,
  );
  const total = sorted.reduce((sum, [, value]) => sum + value, 0);
  const count = sorted.length;
  let left = 0;
  let gain = 1e-12;
  let threshold: number | undefined;
  for (let i = 0; i < count - leastLeaf; i++) {
    left += sorted[i]![1];
    if (i + 1 < leastLeaf || sorted[i]![0] === sorted[i + 1]![0]) continue;
    const right = total - left;
    const better = left ** 2 / (i + 1) + right ** 2 / (count - i - 1) - total ** 2 / count;
    if (better > gain) {
      gain = better;
      const [low, high] = [sorted[i]![0], sorted[i + 1]![0]];
      threshold = Number.isFinite(low) ? (low + high) / 2 : low;
    }
  }
  if (threshold === undefined) return undefined;
  const limit = threshold;
  return { feature, gain, goesLeft: (value) => keyOf(value) <= limit };
}

/** Of choices that are not among the rows, the mean of all: they go either way. */
function meansOfChoices(values: Float64Array, choices: number, rows: Int32Array, target: Float64Array): Float64Array {
  const sums = new Float64Array(choices + 1);
  const counts = new Float64Array(choices + 1);
  for (const row of rows) {
    const place = placeOf(values[row]!, choices);
    sums[place]! += target[row]!;
    counts[place]! += 1;
  }
  const mean = meanOf(target, rows);
  return sums.map((sum, place) => (counts[place] === 0 ? mean : sum / counts[place]!));
}

function placeOf(value: number, choices: number): number {
  return Number.isNaN(value) ? choices : value;
}

function meanOf(target: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) sum += target[row]!;
  return rows.length === 0 ? 0 : sum / rows.length;
}

function drawSome(count: number, wanted: number, random: () => number): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  for (let i = 0; i < wanted; i++) {
    const other = i + Math.floor(random() * (count - i));
    [all[i], all[other]] = [all[other]!, all[i]!];
  }
  return all.slice(0, wanted);
}
