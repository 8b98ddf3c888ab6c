import type { Keep } from './keep.ts';
import { keepNewest, keepRules } from './settings/checkpointSettings.ts';
import { settingIn } from './settings/setting.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';
import { FieldReader, type ProblemList, showValue } from './sweepFileFields.ts';
import type { YamlValue } from './yamlTree.ts';

const example = '[latest, best, {every: 1000}, {top_k: 3}]';
const path = 'checkpoint.keep';

/** `keep: 2`, or a list of rules. `everySteps` tells which steps have a checkpoint at all. */
export function readKeep(checkpoint: FieldReader | undefined, everySteps: number, problems: ProblemList): Keep {
  const value = checkpoint?.entry('keep')?.value;
  if (checkpoint === undefined || value === undefined) return sweepDefaults.checkpoint.keep;
  if (value.kind !== 'list') return checkpoint.setting(keepNewest) ?? sweepDefaults.checkpoint.keep;
  if (value.items.length === 0) problems.error(value, path, 'keep is an empty list.', `Write ${example}.`);
  const keep = { latest: false, best: false, every: null as number | null, topK: null as number | null };
  for (const item of value.items) readRule(item, keep, problems);
  if (keep.every !== null && keep.every % everySteps !== 0) {
    problems.warn(
      value,
      path,
      `Checkpoints are written every ${everySteps} steps, so few lie at multiples of ${keep.every}.`,
      `Write every: ${Math.ceil(keep.every / everySteps) * everySteps}.`,
    );
  }
  return keep;
}

function readRule(item: YamlValue, keep: Exclude<Keep, number>, problems: ProblemList): void {
  if (item.kind === 'scalar' && (item.value === 'latest' || item.value === 'best')) {
    keep[item.value] = true;
    return;
  }
  if (item.kind !== 'map') {
    problems.error(
      item,
      path,
      `keep: expected latest, best, every: N or top_k: K, got ${showValue(item)}.`,
      `Write ${example}.`,
    );
    return;
  }
  const rule = new FieldReader(item, path, problems);
  rule.refuseUnknown(['every', 'top_k']);
  keep.every = rule.setting(settingIn(keepRules, 'every')) ?? keep.every;
  keep.topK = rule.setting(settingIn(keepRules, 'top_k')) ?? keep.topK;
}
