/** Inclusive bounds. */
export interface Bounds {
  min: number;
  max: number;
}

/** The nearest multiple of `quantum`, then clamped into the bounds. */
export function quantize(value: number, quantum: number, bounds: Bounds): number {
  return clamp(multiple(Math.round(value / quantum), quantum), bounds);
}

export function clamp(value: number, { min, max }: Bounds): number {
  return Math.min(Math.max(value, min), max);
}

/** 15 digits hide the error of the binary product: 3 × 0.1 is 0.3, as a person would write it. Never -0. */
function multiple(factor: number, quantum: number): number {
  return Number((factor * quantum).toPrecision(15)) + 0;
}
