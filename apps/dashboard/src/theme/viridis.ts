/** Matplotlib's viridis at nine equal distances, dark to bright. */
const stops: readonly (readonly [number, number, number])[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** `t` in [0, 1]: 0 dark (worst), 1 bright (best). */
export function viridis(t: number): string {
  const [r, g, b] = rgb(t);
  return `rgb(${r} ${g} ${b})`;
}

/** For lines and dots, which are thin: without the darkest end, which is hardly seen on a dark page. */
export function viridisOfMark(t: number): string {
  return viridis(0.2 + 0.8 * t);
}

/** Text that can be read on `viridis(t)`: WCAG contrast decides, not taste. */
export function inkOn(t: number): '#fff' | '#111' {
  const luminance = relativeLuminance(rgb(t));
  const onWhite = 1.05 / (luminance + 0.05);
  const onBlack = (luminance + 0.05) / (relativeLuminance([17, 17, 17]) + 0.05);
  return onWhite > onBlack ? '#fff' : '#111';
}

function rgb(t: number): readonly [number, number, number] {
  const x = Math.min(1, Math.max(0, Number.isFinite(t) ? t : 0)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(x));
  const from = stops[i] ?? [0, 0, 0];
  const to = stops[i + 1] ?? from;
  const mix = (k: 0 | 1 | 2) => Math.round(from[k] + (to[k] - from[k]) * (x - i));
  return [mix(0), mix(1), mix(2)];
}

function relativeLuminance([r, g, b]: readonly [number, number, number]): number {
  const channel = (c: number) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
}
