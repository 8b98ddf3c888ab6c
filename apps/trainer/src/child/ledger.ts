/**
 * What the time of a segment goes to: compiling, of which the first training of a structure in a process does most for the next
 * ones, the steps themselves, and what is done between them.
 */
export const parts = ['compiling', 'steps', 'reports', 'evaluations', 'diagnostics', 'samples', 'checkpoints'] as const;
export type Part = (typeof parts)[number];

/** Milliseconds. What is in the total and in no part is messages, waiting to be let on, and steps of trials in other lanes. */
export type TimeSpent = Readonly<Record<Part | 'total', number>>;

export interface Ledger {
  /** Milliseconds since some moment, without those of compiling. */
  clock(): number;
  add(part: Part, ms: number): void;
  /** @returns what the work returns; a promise is timed until it is settled */
  time<T>(part: Part, work: () => T): T;
  spent(): TimeSpent;
}

/** @param compilingMs what compiling took so far; it is part of nothing else */
export function startLedger(compilingMs: () => number): Ledger {
  const start = performance.now();
  const compiledBefore = compilingMs();
  const clock = () => performance.now() - compilingMs();
  const ms = Object.fromEntries(parts.map((part) => [part, 0])) as Record<Part, number>;
  const add = (part: Part, spent: number) => {
    ms[part] += spent;
  };
  return {
    clock,
    add,
    time(part, work) {
      const began = clock();
      const result = work();
      const end = () => add(part, clock() - began);
      if (result instanceof Promise) return result.finally(end) as typeof result;
      end();
      return result;
    },
    spent: () => ({ total: performance.now() - start, ...ms, compiling: compilingMs() - compiledBefore }),
  };
}

/** For the trial's log, in seconds. */
export function inWords({ total, ...spent }: TimeSpent): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(2);
  const all = parts.map((part) => `${part} ${seconds(spent[part])}`).join(', ');
  return `Where the time went: ${seconds(total)} s, of it ${all}.`;
}

/** What such a line of a log says; undefined where it is another. */
export function fromWords(message: string): TimeSpent | undefined {
  const [, total, all] = /^Where the time went: (\S+) s, of it (.*)\.$/.exec(message) ?? [];
  if (total === undefined || all === undefined) return undefined;
  const told = all.split(', ').map((part) => part.split(' ') as [Part, string]);
  const ms = told.map(([part, seconds]) => [part, 1000 * Number(seconds)]);
  return { total: 1000 * Number(total), ...Object.fromEntries(ms) };
}
