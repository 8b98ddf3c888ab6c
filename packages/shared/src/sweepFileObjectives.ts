import type { RecipeEntry } from './catalog.ts';
import { partsOfDataset } from './datasetName.ts';
import { didYouMean } from './didYouMean.ts';
import type { Keep } from './keep.ts';
import { mostObjectives, type Objective } from './objective.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import { methodsOfSeveralObjectives, type SearchMethod } from './searchSpace.ts';
import { FieldReader, type ProblemList, showText, showValue } from './sweepFileFields.ts';

/** W&B's: what stands in for the objective of a trial that has none. */
const imputeKeys = ['impute', 'impute_while_running'];
const example = '[{name: eval/score, goal: minimize}, {name: eval/modes, goal: maximize}]';

/** What the trials report depends on both; undefined where the file has it wrong. */
interface Training {
  readonly recipe: RecipeEntry | undefined;
  readonly dataset: string | undefined;
}

/** `metric`, the one objective, or `metrics`, several: what decides which trial is best. */
export function readObjectives(
  fields: FieldReader,
  training: Training,
  problems: ProblemList,
): Pick<ResolvedSweep, 'metric' | 'metrics'> | undefined {
  const several = fields.entry('metrics');
  if (several === undefined) {
    const metric = readMetric(fields, training, problems);
    return metric && { metric };
  }
  if (fields.has('metric')) {
    const message = 'metric is the one objective, metrics are several: a sweep has one or the other.';
    problems.error(several, 'metrics', message, 'Put the one of metric into metrics, or remove metrics.');
    return undefined;
  }
  const metrics = readMetrics(fields, training, problems);
  return metrics?.[0] && { metric: metrics[0], metrics: [...metrics] };
}

function readMetric(
  fields: FieldReader,
  training: Training,
  problems: ProblemList,
): ResolvedSweep['metric'] | undefined {
  const entry = fields.entry('metric');
  if (entry === undefined) {
    problems.error(
      fields.place,
      'metric',
      'metric is missing: what decides which trial is best?',
      'Add metric: {name: eval/score, goal: minimize}.',
    );
    return undefined;
  }
  if (entry.value.kind === 'list') {
    problems.error(entry.value, 'metric', 'metric is one objective, got a list.', `Write metrics: ${example}.`);
    return undefined;
  }
  const metric = fields.map('metric', '{name: eval/score, goal: minimize}');
  if (metric === undefined) return undefined;
  metric.refuseUnknown(['name', 'goal', 'target', ...imputeKeys]);
  const target = metric.number('target');
  const objective = readObjective(metric, training, problems);
  return objective && { ...objective, ...(target === undefined ? {} : { target }) };
}

function readMetrics(fields: FieldReader, training: Training, problems: ProblemList): Objective[] | undefined {
  const value = fields.entry('metrics')!.value;
  if (value.kind !== 'list') {
    const message = `metrics: expected a list of objectives, got ${showValue(value)}.`;
    problems.error(value, 'metrics', message, `Write ${example}.`);
    return undefined;
  }
  if (value.items.length < 2) {
    const message = `metrics has ${value.items.length === 0 ? 'no objective' : 'one objective'}; they are for two or more.`;
    problems.error(value, 'metrics', message, 'Write metric: {name: eval/score, goal: minimize}.');
    return undefined;
  }
  if (value.items.length > mostObjectives) {
    const message = `metrics has ${value.items.length} objectives; at most ${mostObjectives} can be searched at once.`;
    const why = 'Leave out those that matter least: with more of them nearly every trial is best at something.';
    problems.error(value, 'metrics', message, why);
    return undefined;
  }
  const before = problems.errorCount;
  const read = value.items.map((item, index) => {
    const path = `metrics[${index}]`;
    if (item.kind !== 'map') {
      const message = `${path}: expected a mapping such as {name: eval/score, goal: minimize}, got ${showValue(item)}.`;
      problems.error(item, path, message);
      return undefined;
    }
    const metric = new FieldReader(item, path, problems);
    metric.refuseUnknown(['name', 'goal', ...imputeKeys], (key) =>
      key === 'target' ? 'A target ends a sweep of one objective: remove it, or write metric.' : undefined,
    );
    const objective = readObjective(metric, training, problems);
    return objective && { objective, metric };
  });
  const found = read.filter((one) => one !== undefined);
  for (const [index, { objective, metric }] of found.entries()) {
    const first = found.findIndex((other) => other.objective.name === objective.name);
    if (first === index) continue;
    const line = found[first]!.metric.at('name').line;
    const message = `${objective.name} is an objective twice; the first time in line ${line}.`;
    problems.error(metric.at('name'), metric.below('name'), message, 'Remove one of them.');
  }
  return problems.errorCount > before ? undefined : found.map(({ objective }) => objective);
}

function readObjective(
  metric: FieldReader,
  { recipe, dataset }: Training,
  problems: ProblemList,
): Objective | undefined {
  for (const key of imputeKeys) {
    const entry = metric.entry(key);
    if (entry)
      problems.warn(entry, metric.below(key), `${key} is ignored: a trial without a value counts as the worst.`);
  }
  if (!metric.has('name')) {
    problems.error(metric.place, metric.below('name'), 'The metric has no name.', 'Add name: eval/score.');
  }
  const name = metric.text('name', { max: 200 });
  const goal = metric.oneOf('goal', ['minimize', 'maximize']);
  const entry = recipe?.metrics.find((known) => known.name === name);
  if (recipe !== undefined && name !== undefined && entry === undefined) {
    problems.error(
      metric.at('name'),
      metric.below('name'),
      `${recipe.name} reports no metric ${showText(name)}.`,
      didYouMean(
        name,
        recipe.metrics.map((known) => known.name),
      ),
    );
    return undefined;
  }
  const reported = entry?.datasets;
  if (dataset !== undefined && reported !== undefined && !reported.includes(partsOfDataset(dataset).name)) {
    const message = `${showText(name ?? '')} is reported on ${reported.join(', ')}, but not on ${dataset}.`;
    problems.error(metric.at('name'), metric.below('name'), message, 'Use eval/score.');
    return undefined;
  }
  if (entry !== undefined && entry.goal !== 'none' && entry.goal !== (goal ?? 'minimize')) {
    const better = entry.goal === 'maximize' ? 'higher' : 'lower';
    problems.warn(
      metric.at(goal === undefined ? 'name' : 'goal'),
      metric.below('goal'),
      `The sweep ${goal === undefined ? 'minimizes' : `${goal}s`} ${entry.name}, but ${better} is better.`,
      `Write goal: ${entry.goal}.`,
    );
  }
  if (name === undefined) return undefined;
  return { name, goal: goal ?? 'minimize' };
}

/** Where a rule needs to know which trial is best, several objectives have no answer: said, rather than one of them taken. */
export function refuseUnfitForSeveral(
  fields: FieldReader,
  { method, keep, problems }: { method: SearchMethod | undefined; keep: Keep; problems: ProblemList },
): void {
  const count = fields.list('metrics')?.items.length;
  if (method !== undefined && !methodsOfSeveralObjectives.includes(method)) {
    const message = `method ${method} searches for the best of one objective, and this sweep has ${count}.`;
    const others = methodsOfSeveralObjectives.join(', ');
    problems.error(fields.at('method'), 'method', message, `Use one of ${others}.`);
  }
  const isRule = fields.entry('early_terminate')?.value.kind === 'map';
  const rule = isRule ? fields.map('early_terminate', '{type: threshold}') : undefined;
  const type = rule?.entry('type')?.value;
  if (rule !== undefined && type?.kind === 'scalar' && type.value !== 'threshold') {
    const message = `${type.value} compares trials by one objective, and this sweep has ${count}.`;
    problems.error(type, rule.below('type'), message, 'Remove early_terminate, or use type: threshold with a metric.');
  } else if (rule !== undefined && !rule.has('metric')) {
    const message = `The sweep has ${count} objectives: which one does the threshold look at?`;
    problems.error(rule.place, rule.below('metric'), message, 'Add metric: the name of one.');
  }
  const race = fields.entry('race');
  if (race !== undefined && !(race.value.kind === 'scalar' && race.value.value === false)) {
    const message = `race compares points by one objective, and this sweep has ${count}.`;
    problems.error(race, 'race', message, 'Remove race, or write race: false.');
  }
  if (typeof keep === 'number' || (!keep.best && keep.topK === null)) return;
  const which = keep.best ? 'best' : 'top_k';
  const checkpoint = fields.map('checkpoint', '{keep: 2}');
  const message = `keep: ${which} needs to know which is best, and several objectives have no single best.`;
  problems.error(checkpoint?.at('keep') ?? fields.place, 'checkpoint.keep', message, 'Keep latest, every or a number.');
}
