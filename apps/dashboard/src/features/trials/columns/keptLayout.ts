import { layoutKeys } from './tableLayout.ts';

type Kept = { readonly [K in (typeof layoutKeys)[number]]?: string | undefined };

export const layoutPrefix = 'seesaw.table.';
const storageKey = (sweepId: string) => `${layoutPrefix}${sweepId}`;

/** As this browser last left the table of the sweep; undefined where it never changed it. */
export function keptLayout(sweepId: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey(sweepId)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const texts = Object.entries(kept).filter(
      ([key, value]) => layoutKeys.some((known) => known === key) && typeof value === 'string',
    );
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
  } catch {
    // Storage is off, or somebody wrote into it.
    return undefined;
  }
}

export function keepLayout(sweepId: string, layout: Kept): void {
  try {
    if (layoutKeys.every((key) => layout[key] === undefined)) localStorage.removeItem(storageKey(sweepId));
    else localStorage.setItem(storageKey(sweepId), JSON.stringify(layout));
  } catch {
    // Storage is full or off: the address holds it all the same.
  }
}
