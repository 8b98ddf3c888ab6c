import { LIMITS } from './limits.ts';
import { textLength } from './text.ts';

/**
 * Why MLflow would refuse this key of a metric, param or tag, or null. The rule of `_validate_metric_name`: word
 * characters, `/ _ - . :` and spaces, and as a path it must be its own normal form (no empty, `.` or `..` segment).
 */
export function keyProblem(key: string): string | null {
  if (key === '') return 'it is empty';
  const length = textLength(key);
  if (length > LIMITS.keyLength) return `it has ${length} characters, at most ${LIMITS.keyLength} are allowed`;
  if (!/^[\p{L}\p{N}_/.\- :]*$/u.test(key))
    return 'only letters, digits, "_", "-", ".", ":", "/" and spaces are allowed';
  const segments = key.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return 'it must not begin or end with "/", nor contain "//", "/./" or "/../"';
  }
  return null;
}
