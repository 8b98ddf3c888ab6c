import { didYouMean } from './didYouMean.ts';
import { rangeInWords, type Setting, settingMisfit } from './settings/setting.ts';
import type { SweepFileProblem } from './sweepFile.ts';
import type { Place, YamlEntry, YamlList, YamlMap, YamlValue } from './yamlTree.ts';

/** Of a file with more problems than this only so many are shown. */
export const shownProblems = 100;

/** Collects what is wrong, with its place; nothing here throws, so that all problems of a file are found in one go. */
export class ProblemList {
  readonly items: SweepFileProblem[] = [];

  error(at: Place, path: string, message: string, suggestion?: string): void {
    this.items.push({ line: at.line, column: at.column, path, message, suggestion, severity: 'error' });
  }

  warn(at: Place, path: string, message: string, suggestion?: string): void {
    this.items.push({ line: at.line, column: at.column, path, message, suggestion, severity: 'warning' });
  }

  get errorCount(): number {
    return this.items.filter((problem) => problem.severity === 'error').length;
  }
}

/** Reads the keys of one mapping. A key that is absent or unfit gives undefined; an unfit one is reported as well. */
export class FieldReader {
  readonly place: Place;
  readonly path: string;
  readonly #entries: Map<string, YamlEntry>;
  readonly #problems: ProblemList;

  constructor(map: YamlMap, path: string, problems: ProblemList) {
    this.place = map;
    this.path = path;
    this.#entries = new Map(map.entries.map((entry) => [entry.key, entry]));
    this.#problems = problems;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  entry(key: string): YamlEntry | undefined {
    return this.#entries.get(key);
  }

  get entries(): Iterable<YamlEntry> {
    return this.#entries.values();
  }

  /** `a.b` below this mapping. */
  below(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  /** Where the value of `key` stands, or the mapping itself. */
  at(key: string): Place {
    return this.#entries.get(key)?.value ?? this.place;
  }

  /** One line, or several with `lines`; without other control characters, which terminals obey and Postgres refuses. */
  text(key: string, limit: { readonly max: number; readonly lines?: boolean }): string | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    if (value.kind !== 'scalar' || value.value === null) return this.#unfit(key, value, 'text');
    const text = typeof value.value === 'string' ? value.value.trim() : value.source;
    if (text === '') return this.#unfit(key, value, 'text');
    if (/[\p{Cc}\p{Cs}]/u.test(limit.lines ? text.replace(/[\n\t]/g, '') : text)) {
      return this.#unfit(key, value, limit.lines ? 'text without control characters' : 'one line of plain text');
    }
    if (text.length <= limit.max) return text;
    this.#problems.error(value, this.below(key), `${key} has ${text.length} characters; at most ${limit.max} fit.`);
    return undefined;
  }

  number(key: string): number | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    if (value.kind === 'scalar' && typeof value.value === 'number' && Number.isFinite(value.value)) return value.value;
    return this.#unfit(key, value, 'a number');
  }

  flag(key: string): boolean | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
    return this.#unfit(key, value, 'true or false');
  }

  integer(key: string, range: { readonly min: number; readonly max: number }): number | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    const number = value.kind === 'scalar' ? value.value : undefined;
    if (typeof number === 'number' && Number.isInteger(number) && number >= range.min && number <= range.max) {
      return number;
    }
    return this.#unfit(key, value, `a whole number from ${range.min} to ${range.max}`);
  }

  /** The number of a setting, in its range. */
  setting(setting: Setting): number | undefined {
    const entry = this.#entries.get(setting.key);
    if (entry === undefined || (setting.kind !== 'int' && setting.kind !== 'float')) return undefined;
    const { value } = entry;
    const number = value.kind === 'scalar' ? value.value : undefined;
    const fits = (one: number) => settingMisfit(setting, one) === undefined;
    if (typeof number !== 'number') return this.#unfit(setting.key, value, rangeInWords(setting));
    if (fits(number)) return number;
    const isPercent = setting.kind === 'float' && (setting.max ?? Infinity) <= 1 && number > 1 && fits(number / 100);
    return this.#unfit(setting.key, value, rangeInWords(setting), isPercent ? `Write ${number / 100}.` : undefined);
  }

  oneOf<T extends string>(key: string, choices: readonly T[]): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    const found = choices.find((choice) => value.kind === 'scalar' && value.value === choice);
    if (found !== undefined) return found;
    const typed = value.kind === 'scalar' ? String(value.value) : '';
    return this.#unfit(key, value, choices.join(' or '), typed === '' ? undefined : didYouMean(typed, choices));
  }

  map(key: string, example: string): FieldReader | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.value.kind === 'map') return new FieldReader(entry.value, this.below(key), this.#problems);
    return this.#unfit(key, entry.value, `a mapping such as ${example}`);
  }

  list(key: string): YamlList | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.value.kind === 'list') return entry.value;
    return this.#unfit(key, entry.value, 'a list such as [1, 2]');
  }

  /** Reports every key that is not in `known`. */
  refuseUnknown(known: readonly string[], explain?: (key: string) => string | undefined): void {
    for (const entry of this.#entries.values()) {
      if (known.includes(entry.key)) continue;
      // Beyond what is shown, guessing would only take time: seconds for a hostile file.
      const guessed = this.#problems.items.length < shownProblems;
      const suggestion = guessed ? (explain?.(entry.key) ?? didYouMean(entry.key, known)) : undefined;
      this.#problems.error(entry, this.below(entry.key), `Unknown key ${showText(entry.key)}.`, suggestion);
    }
  }

  #unfit(key: string, value: YamlValue, expected: string, suggestion?: string): undefined {
    const message = `${key}: expected ${expected}, got ${showValue(value)}.`;
    this.#problems.error(value, this.below(key), message, suggestion ?? spellingOf(value));
    return undefined;
  }
}

/** A value as a person reads it in a message. */
export function showValue(value: YamlValue): string {
  if (value.kind === 'list') return 'a list';
  if (value.kind === 'map') return 'a mapping';
  if (value.value === null) return 'nothing';
  return typeof value.value === 'string' ? showText(value.value) : value.source || String(value.value);
}

export function showText(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** What to write instead, when text was meant as a number or as true or false. */
export function spellingOf(value: YamlValue): string | undefined {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return undefined;
  const text = value.value.trim();
  const digits = text.replaceAll('_', '').replaceAll(',', '');
  if (text !== '' && Number.isFinite(Number(text))) return `Write ${text} without quotes.`;
  if (digits !== '' && Number.isFinite(Number(digits))) return `Write ${digits}.`;
  if (/^(yes|on)$/i.test(text)) return 'Write true.';
  if (/^(no|off)$/i.test(text)) return 'Write false.';
  return undefined;
}
