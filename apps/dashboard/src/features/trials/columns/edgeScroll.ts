/** Pixels from an edge of the box within which whatever is dragged there scrolls it. */
const zonePx = 48;
/** Pixels a frame at the edge and beyond it. */
const fastest = 14;

/** The part of a box in which its columns scroll: right of those that stay in view. */
export interface ScrolledSpan {
  readonly left: number;
  readonly right: number;
}

/** Pixels to scroll in a frame with the pointer there: none in the middle, the more the nearer an edge is, none over columns that stay. */
export function edgeScroll(x: number, { left, right }: ScrolledSpan): number {
  if (x < left) return 0;
  const [behind, ahead] = [x - left, right - x];
  const near = Math.min(behind, ahead);
  if (near >= zonePx) return 0;
  const speed = Math.ceil(fastest * Math.min(1, (zonePx - near) / zonePx));
  return behind < ahead ? -speed : speed;
}
