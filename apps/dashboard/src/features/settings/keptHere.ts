import { viewsPrefix } from '../../shell/namedViews.ts';
import { layoutPrefix } from '../trials/columns/keptLayout.ts';

/** What Seesaw keeps in this browser and nowhere else; the colours apart. */
export interface KeptHere {
  /** Pages that have named views. */
  readonly views: number;
  /** Sweeps whose columns were chosen. */
  readonly layouts: number;
}

/** Storage may be switched off: then nothing is kept. */
export function keptHere(): KeptHere {
  const names = namesOf(viewsPrefix, layoutPrefix);
  const views = names.filter((name) => name.startsWith(viewsPrefix)).length;
  return { views, layouts: names.length - views };
}

export function forgetKept(): void {
  for (const name of namesOf(viewsPrefix, layoutPrefix)) localStorage.removeItem(name);
}

function namesOf(...prefixes: readonly string[]): string[] {
  try {
    return Object.keys(localStorage).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  } catch {
    return [];
  }
}
