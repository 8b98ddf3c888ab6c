/** Postgres holds no NUL in text and no lone surrogate in jsonb; output of a crashing child may have both. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
