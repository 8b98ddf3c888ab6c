import { type Document, isMap, isNode, isScalar, parse, parseDocument } from 'yaml';
import { ignoredKeys, sweepKeys } from './sweepFileDefaults.ts';

/** One change: `value` is YAML as a person types it; undefined removes the key. */
export interface SweepFileEdit {
  /** A key (`run_cap`), a path (`checkpoint.every_steps`, `parameters.lr_d.max`), or a hyperparameter (`lr_d`). */
  readonly key: string;
  readonly value: string | undefined;
}

/**
 * A sweep file with changes; comments, order and spelling of the rest stay. For a hyperparameter a plain value sets it, a
 * list varies it, a mapping stands as it is. Whether the result is a good sweep file is for the parser to say.
 *
 * @throws Error in words when the file or a value is no YAML, or a path leads through something that is no mapping
 */
export function editSweepFile(text: string, edits: readonly SweepFileEdit[]): string {
  const document = parseDocument(text);
  const fault = document.errors[0];
  if (fault !== undefined) throw new Error(`The sweep file is not valid YAML: ${fault.message.split('\n')[0]}`);
  if (!isMap(document.contents)) throw new Error('The sweep file is no mapping of keys to values.');
  for (const { key, value } of edits) edit(document, pathOf(key), value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A single word that is no key of the file is a hyperparameter. */
function pathOf(key: string): string[] {
  const path = key.split('.');
  const [first = ''] = path;
  if (path.includes('')) throw new Error(`${JSON.stringify(key)} names no key of a sweep file.`);
  const known = [...sweepKeys, ...ignoredKeys, 'early_terminate', 'repeat_over'] as readonly string[];
  return known.includes(first) ? path : ['parameters', ...path];
}

function edit(document: Document, path: readonly string[], written: string | undefined): void {
  refuseThroughScalars(document, path);
  if (written === undefined) {
    if (!document.deleteIn(path)) throw new Error(`${path.join('.')} is not in the sweep file.`);
    return;
  }
  const value = readValue(path, written);
  const isParameter = path.length === 2 && path[0] === 'parameters';
  const before = document.getIn(path, true);
  if (!isParameter) {
    document.setIn(path, keepComments(document, before, value));
  } else if (isMap(before) && before.items.length === 1 && before.has('value') && !isObject(value)) {
    before.set('value', value);
  } else {
    const parameter = Array.isArray(value) ? { values: value } : isObject(value) ? value : { value };
    document.setIn(path, keepComments(document, before, parameter));
  }
}

function refuseThroughScalars(document: Document, path: readonly string[]): void {
  for (let length = 1; length < path.length; length += 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (node === undefined || node === null || isMap(node)) continue;
    throw new Error(
      `${path.slice(0, length).join('.')} is no mapping in the sweep file: ${path.join('.')} cannot be set.`,
    );
  }
}

function readValue(path: readonly string[], written: string): unknown {
  try {
    return parse(written);
  } catch (cause) {
    throw new Error(`${path.join('.')}: ${JSON.stringify(written)} is not valid YAML.`, { cause });
  }
}

/** A plain value in place of a plain value keeps its comments by itself; a new node takes those of the old one. */
function keepComments(document: Document, before: unknown, value: unknown): unknown {
  if (!isNode(before) || (isScalar(before) && !isObject(value) && !Array.isArray(value))) return value;
  const node = document.createNode(value, { flow: true });
  node.comment = before.comment;
  node.commentBefore = before.commentBefore;
  return node;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
