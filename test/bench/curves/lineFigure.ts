/** One curve; points where a value is no number are left out. */
export interface Line {
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Drawn in grey: something to compare with. */
  readonly faint?: boolean;
}

export interface Panel {
  readonly title: string;
  /** Curves that mean the same for several seeds: drawn alike. */
  readonly lines: readonly Line[];
  /** A level to compare with, drawn dashed, with its name. */
  readonly level?: { readonly at: number; readonly name: string };
  /** A stretch of the x axis that is shaded. */
  readonly band?: { readonly from: number; readonly to: number };
  readonly scale: 'linear' | 'log';
}

const [panelWidth, panelHeight, columns] = [300, 200, 2];
const inside = { left: 52, right: 12, top: 26, bottom: 30 };

/** Small curves beside each other as one SVG, over a common x axis from 0. Readable on a light and on a dark page. */
export function lineFigure(panels: readonly Panel[], xName: string): string {
  const rows = Math.ceil(panels.length / columns);
  const drawn = panels.map((panel, i) => {
    const [x, y] = [(i % columns) * panelWidth, Math.floor(i / columns) * panelHeight];
    return `<g transform="translate(${x} ${y})">${drawPanel(panel, xName)}</g>`;
  });
  const [width, height] = [columns * panelWidth, rows * panelHeight];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11"><title>${panels.map(({ title }) => title).join(', ')}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, lines, level, band, scale }: Panel, xName: string): string {
  const drawable = ([, y]: readonly [number, number]) => Number.isFinite(y) && (scale === 'linear' || y > 0);
  const drawnLines = lines.map((line) => ({ ...line, points: line.points.filter(drawable) }));
  const shown = drawnLines.map(({ points }) => points);
  const xMost = Math.max(...shown.flat().map(([x]) => x));
  const ys = [...shown.flat().map(([, y]) => y), ...(level === undefined ? [] : [level.at])].filter((y) =>
    drawable([0, y]),
  );
  const ticks =
    scale === 'log' ? decades(Math.min(...ys), Math.max(...ys)) : roundTicks(Math.min(0, ...ys), Math.max(...ys));
  const place = scale === 'log' ? Math.log10 : (y: number) => y;
  const [low, high] = [place(ticks[0]!), place(ticks.at(-1)!)];
  const [plotWidth, plotHeight] = [panelWidth - inside.left - inside.right, panelHeight - inside.top - inside.bottom];
  const atX = (x: number) => short(inside.left + (x / xMost) * plotWidth);
  const atY = (y: number) => short(inside.top + (1 - (place(y) - low) / (high - low)) * plotHeight);
  const right = inside.left + plotWidth;
  const bottom = inside.top + plotHeight;
  return [
    `<text x="${inside.left}" y="16" font-weight="600">${title}</text>`,
    ...(band === undefined
      ? []
      : [`<path d="M${atX(band.from)} ${inside.top}H${atX(band.to)}V${bottom}H${atX(band.from)}Z" fill="#ffec99"/>`]),
    ...ticks.map(
      (tick) =>
        `<path d="M${inside.left} ${atY(tick)}H${right}" stroke="#ddd"/><text x="${inside.left - 6}" y="${Number(atY(tick)) + 4}" text-anchor="end" fill="#555">${tick < 0.001 && tick > 0 ? tick.toExponential() : tick}</text>`,
    ),
    ...[0, xMost].map(
      (x) =>
        `<text x="${atX(x)}" y="${bottom + 15}" text-anchor="${x === 0 ? 'start' : 'end'}" fill="#555">${x === 0 ? `${xName} 0` : x}</text>`,
    ),
    ...(level === undefined || !drawable([0, level.at])
      ? []
      : [
          `<path d="M${inside.left} ${atY(level.at)}H${right}" stroke="#c92a2a" stroke-dasharray="4 3"/><text x="${right}" y="${Number(atY(level.at)) - 4}" text-anchor="end" fill="#c92a2a">${level.name}</text>`,
        ]),
    ...drawnLines.map(
      ({ points, faint }) =>
        `<path d="M${points.map(([x, y]) => `${atX(x)} ${atY(y)}`).join('L')}" fill="none" stroke="${faint === true ? '#868e96' : '#1864ab'}" stroke-width="1.5" stroke-opacity="0.75"/>`,
    ),
  ].join('\n');
}

/** Powers of ten from below the least to above the most. */
function decades(least: number, most: number): number[] {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  return Array.from({ length: Math.max(2, to - from + 1) }, (_, i) => Number(`1e${from + i}`));
}

/** About four steps of 1, 2 or 5 times a power of ten. */
function roundTicks(least: number, most: number): number[] {
  const rough = (most - least || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough)!;
  const first = Math.floor(least / step);
  const last = Math.ceil(most / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

function short(value: number): string {
  return value.toFixed(1);
}
