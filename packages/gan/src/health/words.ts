/** Numbers as evidence shows them. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(Math.abs(share) < 0.095 ? 1 : 0)} %`;
}

export function show(value: number): string {
  return String(Number(value.toPrecision(3)));
}
