/** Points of one series, folded. min and max leave NaN out and are null when there is nothing else. Ties keep the first step. */
export interface Fold {
  last: number;
  lastStep: number;
  min: number | null;
  minStep: number | null;
  max: number | null;
  maxStep: number | null;
  count: number;
}

export function foldOf(step: number, value: number): Fold {
  const [extreme, extremeStep] = Number.isNaN(value) ? [null, null] : [value, step];
  return {
    last: value,
    lastStep: step,
    min: extreme,
    minStep: extremeStep,
    max: extreme,
    maxStep: extremeStep,
    count: 1,
  };
}

/** Adds a point of a later step. */
export function addPoint(fold: Fold, step: number, value: number): void {
  fold.last = value;
  fold.lastStep = step;
  fold.count += 1;
  if (Number.isNaN(value)) return;
  if (fold.min === null || value < fold.min) {
    fold.min = value;
    fold.minStep = step;
  }
  if (fold.max === null || value > fold.max) {
    fold.max = value;
    fold.maxStep = step;
  }
}

/** Adds what was folded from later steps. */
export function addFold(fold: Fold, later: Fold): void {
  fold.last = later.last;
  fold.lastStep = later.lastStep;
  fold.count += later.count;
  if (later.min !== null && (fold.min === null || later.min < fold.min)) {
    fold.min = later.min;
    fold.minStep = later.minStep;
  }
  if (later.max !== null && (fold.max === null || later.max > fold.max)) {
    fold.max = later.max;
    fold.maxStep = later.maxStep;
  }
}
