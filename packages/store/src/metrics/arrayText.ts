/**
 * A Postgres array literal. Bound as text and cast in the statement: for thousands of numbers far faster than the driver's own
 * arrays, which quote and escape every element. JavaScript and Postgres name NaN and the infinities alike.
 */
export function arrayText(values: readonly (number | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : value)).join(',')}}`;
}
