import type { Scalar } from '@seesaw/shared/hyperparameter';

/** A number as a person compares it: four significant digits, exponents only where they help. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0 || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6)
    return value
      .toExponential(3)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}

/** `0.42 ± 0.03 (3)`: mean, standard error and the number of trials; one trial has no error. */
export function meanText(point: { mean: number | null; standardError: number | null; n: number }): string {
  if (point.mean === null) return '';
  const error = point.standardError === null ? '' : ` ± ${String(Number(point.standardError.toPrecision(2)))}`;
  return `${shortNumber(point.mean)}${error} (${point.n})`;
}

export function shortScalar(value: Scalar | undefined | null): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'number' ? shortNumber(value) : String(value);
}

/** `7 s`, `4 min 05 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `3 min ago`, from an ISO time; '' for null. */
export function ago(iso: string | null, nowMs: number): string {
  if (iso === null) return '';
  const ms = nowMs - Date.parse(iso);
  if (ms < 10_000) return 'just now';
  if (ms < 60_000) return `${Math.round(ms / 1000)} s ago`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min ago`;
  return ms < 86_400_000 ? `${Math.round(ms / 3_600_000)} h ago` : `${Math.round(ms / 86_400_000)} d ago`;
}

/** `1 trial`, `12 trials`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `████░░░░` of `width` characters. */
export function bar(done: number, total: number, width: number): string {
  const filled = total <= 0 ? 0 : Math.min(width, Math.round((done / total) * width));
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

/**
 * What to do, as a line of its own: begins with a capital unless it is a command, and gets no full stop behind a command, which
 * would be copied with it.
 */
export function hintLine(hint: string): string {
  const line = /^seesaw /.test(hint) ? hint : hint.charAt(0).toUpperCase() + hint.slice(1);
  return /(^|[:;] )seesaw [^.:]*$/.test(line) ? line : sentence(line);
}

/** With a full stop, if it has none. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
