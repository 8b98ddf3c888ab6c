import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { maxSweepFileBytes } from './maxSweepFileBytes.ts';
import type { SweepFileProblem } from './sweepFile.ts';

/** 1-based place in the text. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface YamlScalar extends Place {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written: tells `1` from `1.0`. */
  readonly source: string;
  /** The piece of the file, with quotes, escapes and line breaks; '' where there is none. */
  readonly raw: string;
}

export interface YamlList extends Place {
  readonly kind: 'list';
  readonly items: readonly YamlValue[];
}

export interface YamlMap extends Place {
  readonly kind: 'map';
  /** Without duplicates: the first one stands, the others are reported. Line and column are those of the key. */
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry extends Place {
  readonly key: string;
  readonly value: YamlValue;
}

export type YamlValue = YamlScalar | YamlList | YamlMap;

const deepest = 32;

/**
 * A YAML 1.2 document as a tree in which every value knows its place. Never throws: what is wrong is in `problems`, and
 * `root` is null when nothing can be read. Aliases share the value they point to, so an "anchor bomb" stays small.
 */
export function readYamlTree(text: string): { root: YamlValue | null; problems: SweepFileProblem[] } {
  const problems: SweepFileProblem[] = [];
  const report = (at: Place, path: string, message: string, suggestion?: string): void => {
    problems.push({ line: at.line, column: at.column, path, message, suggestion, severity: 'error' });
  };
  const start = { line: 1, column: 1 };
  if (text.length > maxSweepFileBytes) {
    report(start, '', `The file has ${text.length} characters; at most ${maxSweepFileBytes} are read.`);
    return { root: null, problems };
  }

  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, offset));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // Unique keys are checked below: the library compares every pair, which takes minutes on a hostile file.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, version: '1.2' });
  for (const fault of [...document.errors, ...document.warnings].slice(0, 20)) {
    const { message, suggestion } = inWords(fault.code, fault.message);
    report(placeAt(fault.pos[0]), '', message, suggestion);
  }
  if (document.errors.some((fault) => fault.code === 'RESOURCE_EXHAUSTION')) return { root: null, problems };

  const seen = new Map<Node, YamlValue | 'reading'>();
  // Filled in document order, so that an alias finds the latest anchor above it.
  const anchors = new Map<string, Node>();
  const read = (node: unknown, path: string, depth: number, fallback: Place): YamlValue => {
    if (isAlias(node)) {
      const at = placeAt(node.range?.[0] ?? 0);
      const target = anchors.get(node.source);
      if (target !== undefined) return read(target, path, depth, at);
      report(
        at,
        path,
        `*${node.source} points to no anchor above it.`,
        `Write the value itself, or set &${node.source}.`,
      );
      return { kind: 'scalar', value: null, source: '', raw: '', ...at };
    }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) {
      return { kind: 'scalar', value: null, source: '', raw: '', ...fallback };
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    const at = node.range ? placeAt(node.range[0]) : fallback;
    const known = seen.get(node);
    if (known !== undefined && known !== 'reading') return known;
    if (known === 'reading') {
      report(fallback, path, 'This value contains itself.', 'Remove the alias.');
      return { kind: 'scalar', value: null, source: '', raw: '', ...fallback };
    }
    if (depth > deepest) {
      report(at, path, `Nested deeper than ${deepest} levels.`);
      return { kind: 'scalar', value: null, source: '', raw: '', ...at };
    }
    seen.set(node, 'reading');
    const value = readFresh(node, path, depth, at);
    seen.set(node, value);
    return value;
  };

  const readFresh = (node: Node, path: string, depth: number, at: Place): YamlValue => {
    if (isSeq(node)) {
      return {
        kind: 'list',
        items: node.items.map((item, i) => read(item, `${path}[${i}]`, depth + 1, at)),
        ...at,
      };
    }
    if (!isMap(node)) {
      const scalar = isScalar(node) ? node : undefined;
      const value = scalar?.value;
      const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
      const raw = scalar?.range ? text.slice(scalar.range[0], scalar.range[1]) : '';
      return { kind: 'scalar', value: plain, source: scalar?.source ?? '', raw, ...at };
    }
    const entries = new Map<string, YamlEntry>();
    for (const pair of node.items) {
      const keyAt = isScalar(pair.key) && pair.key.range ? placeAt(pair.key.range[0]) : at;
      if (!isScalar(pair.key) || pair.key.value === null || typeof pair.key.value === 'object') {
        report(keyAt, path, 'A key must be a plain word.');
        continue;
      }
      const key = String(pair.key.value);
      const inner = path === '' ? key : `${path}.${key}`;
      const earlier = entries.get(key);
      if (earlier !== undefined) {
        report(keyAt, inner, `${key} is set twice; the first time in line ${earlier.line}.`, 'Remove one of them.');
        continue;
      }
      entries.set(key, { key, value: read(pair.value, inner, depth + 1, keyAt), ...keyAt });
    }
    return { kind: 'map', entries: [...entries.values()], ...at };
  };

  const root = document.contents === null ? null : read(document.contents, '', 0, start);
  return { root, problems };
}

/** The library's messages, where a person needs more than its words. */
function inWords(code: string, message: string): { message: string; suggestion?: string } {
  const text = `${message.split('\n')[0] ?? message}`.replace(/\.?$/, '.');
  switch (code) {
    case 'TAB_AS_INDENT':
      return { message: 'A tab is used for indentation; YAML wants spaces.', suggestion: 'Indent with two spaces.' };
    case 'MULTIPLE_DOCS':
      return {
        message: 'The file holds more than one document (a second --- starts here).',
        suggestion: 'Put each sweep into a file of its own.',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: 'Two keys stand on one line.',
        suggestion: 'Start a new line after the first colon, or put the text into quotes.',
      };
    case 'MISSING_CHAR':
    case 'BAD_INDENT':
    case 'BAD_SCALAR_START':
      return { message: `Not valid YAML: ${text}` };
    case 'TAG_RESOLVE_FAILED':
      return { message: `Not supported: ${text}`, suggestion: 'Remove the tag (the word that begins with !).' };
    case 'RESOURCE_EXHAUSTION':
      return { message: 'Nested far too deeply to be a sweep file.' };
    default:
      return { message: `Not valid YAML: ${text}` };
  }
}

/** Where the value at a path stands, or the last part of the path that there is. */
export function placeOfPath(root: YamlValue | null, path: readonly (string | number)[]): Place {
  let node: YamlValue | null = root;
  for (const part of path) {
    const next: YamlValue | undefined =
      node?.kind === 'map'
        ? node.entries.find(({ key }) => key === part)?.value
        : node?.kind === 'list' && typeof part === 'number'
          ? node.items[part]
          : undefined;
    if (next === undefined) break;
    node = next;
  }
  return node ?? { line: 1, column: 1 };
}
