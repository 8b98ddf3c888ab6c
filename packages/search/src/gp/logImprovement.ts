import { logNormalDensity, millsRatio, normalCdf, normalDensity } from '../numeric/normal.ts';

/**
 * ln h(z) and its derivative, where h(z) = φ(z) + z Φ(z) is the expected improvement over 0 of a standard normal variable
 * with mean z. It stays exact where h itself is 0 in floating point, so that a search for its maximum has a slope to
 * climb everywhere (Ament et al. 2023, Unexpected Improvements to Expected Improvement, section 4.1).
 */
export function logImprovement(z: number): { value: number; slope: number } {
  if (z > -1) {
    const h = normalDensity(z) + z * normalCdf(z);
    return { value: Math.log(h), slope: normalCdf(z) / h };
  }
  // h = φ(z) (1 - xR(x)) with x = -z and Mills' ratio R.
  const x = -z;
  const ratio = millsRatio(x);
  const gap = x < 25 ? 1 - x * ratio : (1 - (3 - 15 / (x * x)) / (x * x)) / (x * x);
  return { value: logNormalDensity(z) + Math.log(gap), slope: ratio / gap };
}
