/** One answer to a question that is answered page by page. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next one begins; null on the last. */
  readonly nextCursor: string | null;
}

/** All items, read one page after the other. */
export async function everyPage<T>(read: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
