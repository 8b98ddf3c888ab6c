import type { SweepFileEdit } from '@seesaw/shared/editSweepFile';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { InvalidArgumentError } from 'commander';

/** `run_cap=50`; `run_cap=` removes. For commander: throws an InvalidArgumentError. */
export function readEdit(text: string): SweepFileEdit {
  const { key, value } = split(text);
  return { key, value: value === '' ? undefined : value };
}

/** `lr_d=1e-4`, added to what was read before. For commander: throws an InvalidArgumentError. */
export function readValue(text: string, before: Record<string, Scalar> = {}): Record<string, Scalar> {
  const { key, value } = split(text);
  if (value === '') throw new InvalidArgumentError(`${key} has no value`);
  if (Object.hasOwn(before, key)) throw new InvalidArgumentError(`${key} is given twice`);
  return { ...before, [key]: parseScalar(value) };
}

/** A value as a person types it: numbers, true and false are what they look like, everything else is text. */
export function parseScalar(text: string): Scalar {
  if (text === 'true') return true;
  if (text === 'false') return false;
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}

/** At the first `=`. */
function split(text: string): { key: string; value: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`expected key=value, got ${JSON.stringify(text)}`);
  return { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}
