/** Length in Unicode code points, the unit of MLflow's limits; JavaScript's own length counts UTF-16 units. */
export function textLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Why a database behind MLflow could not hold this text, or null. Postgres refuses both kinds with a failed request. */
export function unstorable(text: string): string | null {
  if (text.includes('\u0000')) return 'it contains a NUL character';
  if (/\p{Surrogate}/u.test(text)) return 'it contains half of a surrogate pair';
  return null;
}
