import { type NamedTensorMap, reshape, stack, tidy, unstack } from '@tensorflow/tfjs-core';
import type { Entry, Examples } from './compileProgram.ts';
import type { Runnable } from './loadedProgram.ts';

/** Operation by operation, as tfjs does. */
export function eagerProgram(
  entries: Readonly<Record<string, Entry>>,
  examples: Readonly<Record<string, Examples>>,
): Runnable {
  const nothing = () => undefined;
  return {
    call(name, inputs) {
      const { run, repeated } = entries[name]!;
      if (repeated === undefined) return tidy(() => run(inputs) ?? {});
      return tidy(() => {
        const rows = rowsOf(inputs, examples[name]!.fed);
        const outputs = rows.map((given, time) =>
          tidy(() => {
            const all = run(given) ?? {};
            return time === rows.length - 1 ? all : onlyThose(all, repeated.every);
          }),
        );
        const every = repeated.every.map((output) => [output, stack(outputs.map((one) => one[output]!))]);
        return { ...outputs.at(-1)!, ...Object.fromEntries(every) };
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

function onlyThose(all: NamedTensorMap, names: readonly string[]): NamedTensorMap {
  return Object.fromEntries(names.map((name) => [name, all[name]!]));
}
