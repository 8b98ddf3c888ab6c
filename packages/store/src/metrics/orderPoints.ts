export interface KeyedPoint {
  readonly keyId: number;
  readonly step: number;
  readonly value: number;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

/** By series and step; of two values at the same step the one that came later counts. */
export function orderPoints(points: readonly KeyedPoint[]): KeyedPoint[] {
  // Array.sort is stable: what came later stands behind.
  const sorted = [...points].sort((a, b) => a.keyId - b.keyId || a.step - b.step);
  const isOverruled = (point: KeyedPoint, index: number) => {
    const next = sorted[index + 1];
    return next !== undefined && next.keyId === point.keyId && next.step === point.step;
  };
  return sorted.some(isOverruled) ? sorted.filter((point, index) => !isOverruled(point, index)) : sorted;
}
