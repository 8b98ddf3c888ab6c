import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';

/** `1, 3, 1e-4` → numbers; text for choices; undefined while something in it is not yet a value. */
export function parseScalars(text: string, parameter: Hyperparameter): Scalar[] | undefined {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const values = parts.map((part) => parseScalar(part, parameter));
  return values.every((value) => value !== undefined) ? values : undefined;
}

export function parseScalar(text: string, parameter: Hyperparameter): Scalar | undefined {
  const trimmed = text.trim();
  switch (parameter.kind) {
    case 'boolean':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : undefined;
    case 'choice':
      return trimmed === '' ? undefined : trimmed;
    default:
      return trimmed === '' || !Number.isFinite(Number(trimmed)) ? undefined : Number(trimmed);
  }
}
