import type { Scalar } from '@seesaw/shared/hyperparameter';

/** A value as a person types it: numbers, true and false are what they look like, everything else is text. */
export function parseScalar(text: string): Scalar {
  if (text === 'true') return true;
  if (text === 'false') return false;
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
