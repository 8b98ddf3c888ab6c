import { type NamedTensorMap, reshape, stack, tidy, unstack } from '@tensorflow/tfjs-core';
import type { Entry, Examples } from './compileProgram.ts';
import { requireInner, requireOwnNames } from './epilogue.ts';
import type { Runnable } from './loadedProgram.ts';

/** Operation by operation, as tfjs does. */
export function eagerProgram(
  entries: Readonly<Record<string, Entry>>,
  examples: Readonly<Record<string, Examples>>,
): Runnable {
  const nothing = () => undefined;
  return {
    call(name, inputs, asked) {
      const entry = entries[name]!;
      const { run, repeated, epilogue } = entry;
      const see = asked && ((given: NamedTensorMap) => epilogue!.run({ ...given, ...asked }));
      return tidy(() => {
        if (repeated === undefined) {
          const all = run(inputs) ?? {};
          return ended(name, entry, { all, last: all }, see);
        }
        const rows = rowsOf(inputs, examples[name]!.fed, repeated.same);
        const outputs = rows.map((given, time) =>
          tidy(() => {
            const all = run(given) ?? {};
            return time === rows.length - 1 ? all : onlyThose(all, repeated.every);
          }),
        );
        return ended(name, entry, outputsOfTimes(outputs, repeated.every), see);
      });
    },
    pull: nothing,
    push: nothing,
    dispose: nothing,
  };
}

/**
 * The inputs of each time.
 * @param same those that are not given in rows
 */
export function rowsOf(inputs: NamedTensorMap, fed: Examples['fed'], same: readonly string[] = []): NamedTensorMap[] {
  const rows: Record<string, NamedTensorMap[string]>[] = [];
  for (const [name, { shape }] of Object.entries(fed)) {
    if (same.includes(name)) continue;
    unstack(reshape(inputs[name]!, [-1, ...shape])).forEach((row, time) => {
      rows[time] = { ...rows[time], [name]: row };
    });
  }
  const always = Object.fromEntries(same.map((name) => [name, inputs[name]!]));
  return rows.map((row) => ({ ...always, ...row }));
}

/** What the times of an entry left. */
interface Left {
  /** Of every time where those are given, else of the last. */
  readonly all: NamedTensorMap;
  /** Those of the last time of which not every one is given. */
  readonly last: NamedTensorMap;
}

export function outputsOfTimes(outputs: readonly NamedTensorMap[], ofEvery: readonly string[]): Left {
  const left = Object.entries(outputs.at(-1)!).filter(([name]) => !ofEvery.includes(name));
  const every = ofEvery.map((name) => [name, stack(outputs.map((one) => one[name]!))]);
  const last = Object.fromEntries(left);
  return { all: { ...last, ...Object.fromEntries(every) }, last };
}

/**
 * What a call gives.
 * @param see runs the epilogue; absent where it is not asked for
 * @throws CompileFault where it has no names of its own
 */
export function ended(
  name: string,
  { epilogue }: Entry,
  { all, last }: Left,
  see: ((given: NamedTensorMap) => NamedTensorMap) | undefined,
): NamedTensorMap {
  const seen = see?.(last) ?? {};
  const inner = epilogue?.inner ?? [];
  requireOwnNames(name, 'output', Object.keys(seen), Object.keys(all));
  requireInner(name, inner, Object.keys(last));
  const shown = Object.keys(all).filter((output) => !inner.includes(output));
  return { ...onlyThose(all, shown), ...seen };
}

function onlyThose(all: NamedTensorMap, names: readonly string[]): NamedTensorMap {
  return Object.fromEntries(names.map((name) => [name, all[name]!]));
}
