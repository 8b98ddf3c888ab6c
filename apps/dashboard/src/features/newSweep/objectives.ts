import { type Document, isMap, isScalar as isScalarNode, isSeq } from 'yaml';
import { edit, setOrRemove } from './editSweepText.ts';
import { type FileMapping, isMapping, isScalar } from './sweepForm.ts';

/** What a sweep looks for, as text of the file; '' where it says nothing. */
export interface ObjectiveText {
  readonly name: string;
  readonly goal: string;
}

/** Undefined where the file says it in a way that only the file can. */
export function objectivesIn({ metric, metrics }: FileMapping): readonly ObjectiveText[] | undefined {
  if (metrics === undefined) return [textOf(isMapping(metric) ? metric : {})];
  if (metric !== undefined || !Array.isArray(metrics) || metrics.length === 0) return undefined;
  return metrics.every(isPlain) ? metrics.map(textOf) : undefined;
}

/** Changes one field of one of them; '' gives it back to the default. */
export function setObjective(text: string, place: number, field: keyof ObjectiveText, value: string): string {
  return edit(text, (document) => {
    const path = isSeq(document.get('metrics')) ? ['metrics', place, field] : ['metric', field];
    setOrRemove(document, path, value);
  });
}

/** A second one makes `metrics` of `metric`, which has no target: that ends a sweep of one objective. */
export function addObjective(text: string, objective: ObjectiveText): string {
  return edit(text, (document) => {
    const list = document.get('metrics');
    if (isSeq(list)) list.add(document.createNode(written(objective), { flow: true }));
    else {
      const { metric } = document.toJS() as FileMapping;
      exchange(document, 'metric', 'metrics', [isMapping(metric) ? written(textOf(metric)) : {}, written(objective)]);
    }
  });
}

/** The last but one makes `metric` of `metrics`. */
export function removeObjective(text: string, place: number): string {
  return edit(text, (document) => {
    const list = objectivesIn(document.toJS() as FileMapping) ?? [];
    const left = list.filter((_, index) => index !== place);
    if (left.length === 1) exchange(document, 'metrics', 'metric', written(left[0]!));
    else document.deleteIn(['metrics', place]);
  });
}

/** In the place of the key before, with what was said of it in comments. */
function exchange(document: Document, before: string, after: string, value: unknown): void {
  const node = document.createNode(value, { flow: true });
  const root = document.contents;
  const pair = isMap(root) ? root.items.find(({ key }) => isScalarNode(key) && key.value === before) : undefined;
  if (pair === undefined || !isScalarNode(pair.key)) {
    document.set(after, node);
    return;
  }
  const old = pair.value as { comment?: string | null } | null;
  if (old?.comment != null) node.comment = old.comment;
  pair.key.value = after;
  pair.value = node;
}

function isPlain(value: unknown): value is FileMapping {
  return (
    isMapping(value) && Object.entries(value).every(([key, one]) => (key === 'name' || key === 'goal') && isScalar(one))
  );
}

function textOf({ name, goal }: FileMapping): ObjectiveText {
  const text = (value: unknown) => (isScalar(value) ? String(value) : '');
  return { name: text(name), goal: text(goal) };
}

function written({ name, goal }: ObjectiveText) {
  return { ...(name !== '' && { name }), ...(goal !== '' && { goal }) };
}
