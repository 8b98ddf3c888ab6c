/**
 * One-dimensional arrays by their fixed type ids. Told to the driver here, because its own way, a query for all array types on
 * every new connection, ends the process when the connection is lost in the middle of it.
 */
export const arrayTypes = {
  smallintArray: { to: 1005, from: [1005], serialize: numbersText, parse: parseNumbers },
  integerArray: { to: 1007, from: [1007], serialize: numbersText, parse: parseNumbers },
  doubleArray: { to: 1022, from: [1022], serialize: numbersText, parse: parseNumbers },
  textArray: { to: 1009, from: [], serialize: textsText, parse: unread },
};

/** JavaScript and Postgres name NaN and the infinities alike. */
function numbersText(values: readonly (number | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : value)).join(',')}}`;
}

function parseNumbers(text: string): (number | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : Number(item)));
}

function textsText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function unread(text: string): string {
  return text;
}
