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
      const { run, repeated, epilogue } = entries[name]!;
      /** @param given to the end, of what it left */
      const ended = (all: NamedTensorMap, given: NamedTensorMap) => {
        const seen = asked === undefined ? {} : epilogue!.run({ ...given, ...asked });
        const inner = epilogue?.inner ?? [];
        requireOwnNames(name, 'output', Object.keys(seen), Object.keys(all));
        requireInner(name, inner, Object.keys(given));
        const shown = Object.keys(all).filter((output) => !inner.includes(output));
        return { ...onlyThose(all, shown), ...seen };
      };
      return tidy(() => {
        if (repeated === undefined) {
          const all = run(inputs) ?? {};
          return ended(all, all);
        }
        const rows = rowsOf(inputs, examples[name]!.fed);
        const outputs = rows.map((given, time) =>
          tidy(() => {
            const all = run(given) ?? {};
            return time === rows.length - 1 ? all : onlyThose(all, repeated.every);
          }),
        );
        const { last, every } = outputsOfTimes(outputs, repeated.every);
        return ended({ ...last, ...every }, last);
      });
    },
    pull: nothing,
    push: nothing,
    dispose: nothing,
  };
}

/** The inputs of each time. */
export function rowsOf(inputs: NamedTensorMap, fed: Examples['fed']): NamedTensorMap[] {
  const rows: Record<string, NamedTensorMap[string]>[] = [];
  for (const [name, { shape }] of Object.entries(fed)) {
    unstack(reshape(inputs[name]!, [-1, ...shape])).forEach((row, time) => {
      rows[time] = { ...rows[time], [name]: row };
    });
  }
  return rows;
}

function outputsOfTimes(outputs: readonly NamedTensorMap[], ofEvery: readonly string[]) {
  const last = Object.entries(outputs.at(-1)!).filter(([name]) => !ofEvery.includes(name));
  const every = ofEvery.map((name) => [name, stack(outputs.map((one) => one[name]!))]);
  return { last: Object.fromEntries(last) as NamedTensorMap, every: Object.fromEntries(every) as NamedTensorMap };
}

function onlyThose(all: NamedTensorMap, names: readonly string[]): NamedTensorMap {
  return Object.fromEntries(names.map((name) => [name, all[name]!]));
}
