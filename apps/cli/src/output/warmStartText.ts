import type { WarmSource } from '@seesaw/shared/records';
import { warmSourceInWords } from '@seesaw/shared/warmSourceInWords';

/** A line for each sweep that another one begins with. */
export function warmStartText(sources: readonly WarmSource[]): string {
  return sources.map((source) => `  warm start: ${warmSourceInWords(source)}\n`).join('');
}
