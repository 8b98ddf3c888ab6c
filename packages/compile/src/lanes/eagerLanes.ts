import {
  dispose,
  keep,
  type NamedTensorMap,
  stack,
  type Tensor,
  tidy,
  unstack,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Entry, Examples } from '../compileProgram.ts';
import { rowsOf } from '../eagerProgram.ts';
import type { Runnable } from '../loadedProgram.ts';
import type { Sharing } from './sharing.ts';

/** Lane by lane, operation by operation. Between calls tfjs's variables are the caller's. */
export function eagerLanes(input: {
  readonly entries: Readonly<Record<string, Entry>>;
  readonly examples: Readonly<Record<string, Examples>>;
  readonly variables: readonly Variable[];
  readonly sharing: Sharing;
}): Runnable {
  const { entries, examples, variables, sharing } = input;
  const { lanes, active } = sharing;
  const isShared = (index: number) => sharing.sharedVariables.has(index);
  /** Of each lane; a shared variable's are always the same. */
  const states = Array.from({ length: lanes }, () => kept(variables));

  function take(state: Tensor[], values: readonly Tensor[], which: (index: number) => boolean): void {
    values.forEach((value, index) => {
      if (!which(index)) return;
      const old = state[index]!;
      state[index] = keep(value.clone());
      old.dispose();
    });
  }

  function assign(state: readonly Tensor[]): void {
    variables.forEach((variable, index) => {
      variable.assign(state[index]! as never);
    });
  }

  /** All lanes once. */
  function runOnce(name: string, given: NamedTensorMap): NamedTensorMap[] {
    const before = variables.map((variable) => variable.clone());
    const fed = Object.entries(given).map(([input, all]) => {
      const own = !sharing.sharedInputs.has(input);
      return [input, own ? unstack(all) : new Array<Tensor>(lanes).fill(all)] as const;
    });
    const first = variables.map((_, index) => states[0]![index]!.clone());
    const runLane = (state: Tensor[], lane: number) => {
      const inputs = Object.fromEntries(fed.map(([input, each]) => [input, each[lane]!]));
      take(state, first, isShared);
      assign(state);
      const told = entries[name]!.run(inputs) ?? {};
      const after = variables.map((variable) => variable.clone());
      const moves = active === undefined || inputs[active] === undefined || inputs[active].dataSync()[0] === 1;
      take(state, after, (index) => moves || isShared(index));
      return told;
    };
    try {
      const outputs = states.map(runLane);
      for (const state of states) take(state, [...states.at(-1)!], isShared);
      return outputs;
    } finally {
      assign(before);
    }
  }

  return {
    call(name, inputs) {
      const { repeated } = entries[name]!;
      return tidy(() => {
        const rows = repeated === undefined ? [inputs] : rowsOf(inputs, examples[name]!.fed);
        const times = rows.map((row) => {
          const lanesOf = runOnce(name, row);
          return Object.fromEntries(
            Object.keys(lanesOf[0]!).map((output) => [output, stack(lanesOf.map((one) => one[output]!))]),
          );
        });
        const every = (repeated?.every ?? []).map((output) => [output, stack(times.map((one) => one[output]!))]);
        return { ...times.at(-1)!, ...Object.fromEntries(every) };
      });
    },

    pull: (lane) => assign(states[lane!]!),

    push(lane) {
      states.forEach((state, index) => {
        take(state, variables, (variable) => lane === undefined || lane === index || isShared(variable));
      });
    },

    dispose: () => dispose(states.flat()),
  };
}

function kept(variables: readonly Variable[]): Tensor[] {
  return variables.map((variable) => keep(variable.clone()));
}
