import type { wireNumberSchema } from '@seesaw/shared/records';
import type { z } from 'zod';

export type WireNumber = z.infer<typeof wireNumberSchema>;

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `NaN` and the infinities travel as words. */
export function fromWire(value: WireNumber | null | undefined): number {
  if (typeof value === 'number') return value;
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  if (value === '-Infinity') return Number.NEGATIVE_INFINITY;
  return Number.NaN;
}

/** A count: 12,000. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A measured number with three significant digits, in plain notation where a person reads it at a glance. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return tidyExponent(value.toExponential(2));
  if (size >= 1000) return grouped.format(value).replace('-', '−');
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = size >= 1 ? value.toFixed(digits) : value.toPrecision(3);
  return text.replace('-', '−');
}

/** `0.42 ± 0.031`: a mean with its standard error, or half of its confidence interval, where it has one. */
export function formatMean(mean: number | null, uncertainty: number | null): string {
  const error = uncertainty === null ? '' : ` ± ${Number(uncertainty.toPrecision(2))}`;
  return `${formatNumber(mean)}${error}`;
}

/** A hyperparameter as a person would write it: 2e-4, 0.25, 1/64 stays 0.0156. */
export function formatScalar(value: number | string | boolean | undefined): string {
  if (value === undefined) return '–';
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return String(value).replace('-', '−');
  const size = Math.abs(value);
  if (size < 0.01 || size >= 10_000) return tidyExponent(value.toExponential(1));
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** Axis label of a step: 500, 1k, 2.5k, 1M. */
export function formatStep(step: number): string {
  if (step >= 1e6) return `${Number((step / 1e6).toFixed(2))}M`;
  if (step >= 1000) return `${Number((step / 1000).toFixed(2))}k`;
  return String(step);
}

export function formatTrialNumber(number: number): string {
  return String(number).padStart(4, '0');
}

function tidyExponent(text: string): string {
  return text
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
    .replace(/^-/, '−');
}
