/** Which metrics have a chart, in their order, as an address holds it. */
export function parseCharts(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.replaceAll('%2C', ',').replaceAll('%25', '%'));
  return [...new Set(names.filter((name) => name !== ''))];
}

/** A name may hold a comma. */
export function printCharts(metrics: readonly string[]): string {
  return metrics.map((name) => name.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

/** What a game is judged by, as far as it is reported. */
const usual = ['train/d_loss', 'train/g_loss', 'balance/d_acc_real', 'balance/d_acc_fake'];

/** Charts before a person has chosen any: the objectives first. */
export function defaultCharts(metrics: readonly string[], objectives: readonly string[], count: number): string[] {
  const known = new Set(metrics);
  const first = [...objectives, ...usual].filter((name) => known.has(name));
  return [...new Set([...first, ...[...metrics].sort()])].slice(0, Math.max(count, objectives.length));
}

/** Exchanges a chart with the one before (-1) or behind it (1). */
export function moveChart(metrics: readonly string[], index: number, by: -1 | 1): string[] {
  const moved = [...metrics];
  const other = moved[index + by];
  const one = moved[index];
  if (one === undefined || other === undefined) return moved;
  moved[index] = other;
  moved[index + by] = one;
  return moved;
}
