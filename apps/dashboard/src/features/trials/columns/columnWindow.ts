/** Pixels on either side of what is seen whose columns are drawn too, so that a step to the side shows no gap. */
const besidePx = 160;

/** Which columns are drawn: `from` up to, not with, `to`. */
export interface ColumnWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * The columns of which something is seen, and some beside them.
 *
 * @param widths of the columns one after the other, pixels
 * @param view `left`: pixels that they are scrolled by; `width`: of what is seen of them
 */
export function columnWindow(widths: readonly number[], view: { left: number; width: number }): ColumnWindow {
  const first = view.left - besidePx;
  const last = view.left + view.width + besidePx;
  let end = 0;
  let from = widths.length;
  let to = 0;
  for (const [index, width] of widths.entries()) {
    const start = end;
    end += width;
    if (end <= first || start >= last) continue;
    from = Math.min(from, index);
    to = index + 1;
  }
  return from < to ? { from, to } : { from: 0, to: 0 };
}
