import { formatNumber } from '../../../format/numbers.ts';

export interface Difference {
  readonly absolute: number;
  /** Of the baseline's size; null where that is 0. */
  readonly share: number | null;
}

/** How far a value lies above the baseline's; undefined where one of them is no finite number. */
export function differenceOf(value: number, base: number): Difference | undefined {
  const absolute = value - base;
  if (!Number.isFinite(value) || !Number.isFinite(base) || !Number.isFinite(absolute)) return undefined;
  return { absolute, share: base === 0 ? null : absolute / Math.abs(base) };
}

/** `+0.37 (+4.8 %)`, `−1.31 (−17 %)`; `=` where there is none. */
export function differenceInWords({ absolute, share }: Difference): string {
  if (absolute === 0) return '=';
  const part = share === null ? '' : ` (${signed(share * 100, percent)} %)`;
  return `${signed(absolute, formatNumber)}${part}`;
}

function signed(value: number, format: (value: number) => string): string {
  return value > 0 ? `+${format(value)}` : format(value);
}

/** Two digits, more only where there are more before the point. */
function percent(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return formatNumber(value);
  return String(size >= 100 ? Math.round(value) : Number(value.toPrecision(2))).replace('-', '−');
}
