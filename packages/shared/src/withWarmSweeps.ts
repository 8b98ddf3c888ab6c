import { isMap, isSeq, parseDocument } from 'yaml';

/**
 * A sweep file that names more sweeps below `warm_start.sweeps`; comments, order and spelling of the rest stay. A file that
 * cannot be read comes back as it is: its parser tells what is wrong.
 */
export function withWarmSweeps(text: string, ids: readonly string[]): string {
  const document = parseDocument(text);
  if (ids.length === 0 || document.errors.length > 0 || !isMap(document.contents)) return text;
  const path = ['warm_start', 'sweeps'];
  const warm = document.getIn(['warm_start']);
  if (warm !== undefined && !isMap(warm)) return text;
  const before = document.getIn(path);
  const known: unknown = isSeq(before) ? before.toJSON() : [];
  const all = [...new Set([...(Array.isArray(known) ? known.map(String) : []), ...ids])];
  document.setIn(path, document.createNode(all, { flow: true }));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
