/** Search parameters are strings; what they mean is read where they are used. */
export type Search = Readonly<Record<string, string | undefined>>;

/** Keeps the named parameters of an address and drops the rest. */
export function pickSearch<K extends string>(...names: readonly K[]) {
  return (raw: Record<string, unknown>): { [P in K]?: string | undefined } => {
    const picked: { [P in K]?: string | undefined } = {};
    for (const name of names) {
      const value = raw[name];
      if (typeof value === 'string' && value !== '') picked[name] = value;
    }
    return picked;
  };
}

/** `1,5,7` → [1, 5, 7], without repeats or anything that is no whole number. */
export function parseNumbers(text: string | undefined): number[] {
  if (text === undefined) return [];
  const numbers = text
    .split(',')
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
  return [...new Set(numbers)];
}

export function parseWords(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : [...new Set(text.split(','))];
}

/** What `encodeURIComponent` has written; as it stands where somebody has typed what that never writes, such as a lone `%`. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `undefined` for an empty list, so that the parameter disappears from the address. */
export function printList(items: readonly (string | number)[]): string | undefined {
  return items.length === 0 ? undefined : items.join(',');
}

/** `100-500` → the steps from 100 to 500. */
export function parseZoom(text: string | undefined): { from: number; to: number } | undefined {
  const match = /^(\d+)-(\d+)$/.exec(text ?? '');
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2]);
  return to > from ? { from, to } : undefined;
}
