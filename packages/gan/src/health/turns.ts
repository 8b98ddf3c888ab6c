import { mean } from './statistics.ts';

/** How often values change sides of their straight trend, counting only those more than half a standard deviation from it. */
export function turnsOf(values: readonly number[]): number {
  const rest = detrended(values);
  const beyond = 0.5 * deviation(rest);
  const sides = rest.filter((value) => Math.abs(value) > beyond).map(Math.sign);
  return sides.filter((side, i) => i > 0 && side !== sides[i - 1]).length;
}

/** Standard deviation around the straight trend. */
export function swingOf(values: readonly number[]): number {
  return deviation(detrended(values));
}

/** Less the line of least squares. */
function detrended(values: readonly number[]): number[] {
  const middle = (values.length - 1) / 2;
  const centre = mean(values);
  let along = 0;
  let spread = 0;
  values.forEach((value, i) => {
    along += (i - middle) * (value - centre);
    spread += (i - middle) ** 2;
  });
  const slope = spread === 0 ? 0 : along / spread;
  return values.map((value, i) => value - centre - slope * (i - middle));
}

function deviation(values: readonly number[]): number {
  return Math.sqrt(mean(values.map((value) => value ** 2)));
}
