import { median } from '../search/spread.ts';
import type { BalanceResult, Cell } from './balance.ts';

const side = { cell: 46, gap: 74, left: 120, top: 76 };

interface Map {
  readonly title: string;
  readonly value: (cell: Cell) => number;
  readonly text: (value: number) => string;
  /** 0 is dark, 1 bright. */
  readonly shade: (value: number) => number;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const maps: readonly Map[] = [
  {
    title: 'modes reached, of 8',
    value: ({ outcomes }) => mean(outcomes.map(({ modesNear }) => modesNear)),
    text: (value) => String(Number(value.toFixed(1))),
    shade: (value) => value / 8,
  },
  {
    title: '|∂L_G/∂D| at a typical sample',
    value: ({ loss, outcomes }) => median(outcomes.map(({ fakeScore }) => signalOf(loss, fakeScore))),
    text: (value) => (value >= 0.01 ? String(Number(value.toPrecision(2))) : value.toExponential(0)),
    // From 1e-4 to 1 in the logarithm.
    shade: (value) => 1 + Math.log10(value) / 4,
  },
];

/** |∂L_G/∂D| where D gives its mean answer to a generated sample: σ(D) where the loss saturates, σ(−D) where it does not. */
function signalOf(loss: string, fakeScore: number): number {
  return 1 / (1 + Math.exp(loss === 'minimax' ? -fakeScore : fakeScore));
}

/** Heat maps of G/D rate × G/D width for each loss and number of D steps, as SVG. */
export function drawBalance({ cells, steps, seeds }: BalanceResult): string {
  const plain = cells.filter(({ controller }) => controller === 'none');
  const columns = distinct(plain.map(({ lr_ratio }) => lr_ratio));
  const rows = distinct(plain.map(({ width_ratio }) => width_ratio)).reverse();
  const losses = [...new Set(plain.map(({ loss }) => loss))];
  const panels = losses.flatMap((loss) =>
    distinct(plain.map(({ d_steps }) => d_steps)).map((d_steps) => ({ loss, d_steps })),
  );
  const [width, height] = [columns.length * side.cell, rows.length * side.cell];
  const parts: string[] = [];
  panels.forEach((panel, down) => {
    const y = side.top + down * (height + side.gap);
    maps.forEach((map, across) => {
      const x = side.left + across * (width + side.gap + 40);
      if (down === 0) parts.push(label(x, y - 44, map.title, 'title'));
      parts.push(label(x, y - 12, `${panel.loss}, ${panel.d_steps} D step${panel.d_steps === 1 ? '' : 's'}`));
      columns.forEach((lr_ratio, i) => {
        rows.forEach((width_ratio, j) => {
          const cell = plain.find(
            (one) =>
              one.loss === panel.loss &&
              one.d_steps === panel.d_steps &&
              one.lr_ratio === lr_ratio &&
              one.width_ratio === width_ratio,
          );
          parts.push(square(x + i * side.cell, y + j * side.cell, cell, map));
        });
      });
      rows.forEach((ratio, j) => {
        parts.push(label(x - 8, y + (j + 0.5) * side.cell + 4, asRatio(ratio), 'end'));
      });
      columns.forEach((ratio, i) => {
        parts.push(label(x + (i + 0.5) * side.cell, y + height + 16, asRatio(ratio), 'middle'));
      });
      parts.push(label(x + width / 2, y + height + 32, 'lr_ratio: G/D rate', 'middle'));
      if (across === 0) parts.push(label(x - 44, y + height / 2, 'width_ratio', 'end'));
    });
  });
  const size = [side.left + 2 * (width + side.gap) + 80, side.top + panels.length * (height + side.gap) + 20] as const;
  parts.push(
    label(
      size[0] / 2,
      size[1] - 8,
      `ring of eight Gaussians, ${steps} steps, ${seeds.length} seed${seeds.length === 1 ? '' : 's'}`,
      'middle',
    ),
  );
  return svg(size, parts);
}

/** Grey where nothing was measured. */
function square(x: number, y: number, cell: Cell | undefined, { value, text, shade }: Map): string {
  const box = `<rect x="${x}" y="${y}" width="${side.cell - 1}" height="${side.cell - 1}"`;
  if (cell === undefined) return `${box} fill="#eeeeee"/>`;
  const found = value(cell);
  const bright = Math.min(1, Math.max(0, shade(found)));
  const ink = bright > 0.55 ? '#1a1a1a' : '#ffffff';
  const at = `x="${x + side.cell / 2}" y="${y + side.cell / 2 + 4}"`;
  return `${box} fill="${viridis(bright)}"/><text ${at} fill="${ink}" text-anchor="middle">${text(found)}</text>`;
}

function label(x: number, y: number, text: string, how?: 'title' | 'middle' | 'end'): string {
  const anchor = how === 'middle' || how === 'end' ? ` text-anchor="${how}"` : '';
  return `<text x="${x}" y="${y}"${anchor}${how === 'title' ? ' font-weight="600"' : ''}>${text}</text>`;
}

function svg([width, height]: readonly [number, number], parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1a1a1a"><title>Balance on the ring of eight Gaussians</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Five stops of viridis, straight lines between. */
const stops = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;

function viridis(share: number): string {
  const at = share * (stops.length - 1);
  const below = Math.min(Math.floor(at), stops.length - 2);
  const [from, to] = [stops[below]!, stops[below + 1]!];
  return `rgb(${from.map((c, i) => Math.round(c + (to[i]! - c) * (at - below))).join(' ')})`;
}

function asRatio(ratio: number): string {
  return ratio < 1 ? `1/${Math.round(1 / ratio)}` : String(ratio);
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
