import type { Keep } from './keep.ts';

/**
 * "the newest 2", "the newest, the best, every 500 steps". In a file of its own: the dashboard uses it, and the schema beside
 * the type would bring zod, which compiles code that the page's content security policy refuses.
 */
export function keepInWords(keep: Keep): string {
  if (typeof keep === 'number') return keep === 1 ? 'the newest' : `the newest ${keep}`;
  return [
    ...(keep.latest ? ['the newest'] : []),
    ...(keep.best ? ['the best'] : []),
    ...(keep.every === null ? [] : [`every ${keep.every} steps`]),
    ...(keep.topK === null ? [] : [`in the end only of the best ${keep.topK} trials`]),
  ].join(', ');
}
