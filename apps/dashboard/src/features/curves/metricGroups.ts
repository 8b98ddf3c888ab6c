/** Charts for one trial: metrics that belong together share an axis. */
export interface MetricGroup {
  readonly title: string;
  readonly metrics: readonly string[];
  /** What the axis means, if it needs saying. */
  readonly note?: string;
}

const known: readonly MetricGroup[] = [
  { title: 'Losses', metrics: ['train/d_loss', 'train/g_loss'] },
  {
    title: 'Scores of D',
    metrics: ['balance/real_score', 'balance/fake_score'],
    note: 'output on held-out real and on fake',
  },
  { title: 'Accuracy of D', metrics: ['balance/d_acc_real', 'balance/d_acc_fake'], note: '½ = draw' },
  { title: 'Gradient norms', metrics: ['balance/grad_norm_d', 'balance/grad_norm_g'] },
  {
    title: 'Slope of D',
    metrics: ['balance/slope_real', 'balance/slope_fake'],
    note: 'mean ‖∇ₓD‖ at held-out real and at fake',
  },
  {
    title: 'Update / weights',
    metrics: ['balance/update_ratio_d', 'balance/update_ratio_g'],
    note: 'how far the last step moved a player',
  },
];

/** Objective first, then what tells how the game stands, then the rest one by one. */
export function groupMetrics(names: readonly string[], objective: string): MetricGroup[] {
  const left = new Set(names);
  const groups: MetricGroup[] = [];
  if (left.delete(objective)) groups.push({ title: objective, metrics: [objective], note: 'the objective' });
  for (const group of known) {
    const metrics = group.metrics.filter((metric) => left.delete(metric));
    if (metrics.length > 0) groups.push({ ...group, metrics });
  }
  for (const name of [...left].sort()) groups.push({ title: name, metrics: [name] });
  return groups;
}
