import type { Keep } from './keep.ts';

/** As the sweep file has it. In a file of its own for the same reason as keepInWords. */
export function keepInFile(keep: Keep): unknown {
  if (typeof keep === 'number') return keep;
  return [
    ...(keep.latest ? ['latest'] : []),
    ...(keep.best ? ['best'] : []),
    ...(keep.every === null ? [] : [{ every: keep.every }]),
    ...(keep.topK === null ? [] : [{ top_k: keep.topK }]),
  ];
}
