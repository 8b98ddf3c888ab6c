import {
  dispose,
  gather,
  keep,
  type NamedTensorMap,
  stack,
  type Tensor,
  tidy,
  unstack,
  type Variable,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Entry, Epilogue, Examples } from '../compileProgram.ts';
import { ended, outputsOfTimes, rowsOf } from '../eagerProgram.ts';
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

  /** What the epilogue sees of the lanes for which it is asked; of the others zeros. */
  function seen(
    { run }: Epilogue,
    given: NamedTensorMap,
    asked: NamedTensorMap,
    asking: readonly number[],
  ): NamedTensorMap {
    const before = variables.map((variable) => variable.clone());
    const lookAt = (lane: number) => {
      assign(states[lane]!);
      const own = ([name, all]: [string, Tensor]) => [name, gather(all, lane)] as const;
      const fed = Object.entries(asked).map((one) => (sharing.sharedInputs.has(one[0]) ? one : own(one)));
      return run(Object.fromEntries([...Object.entries(given).map(own), ...fed]));
    };
    try {
      const found = new Map(asking.map((lane) => [lane, lookAt(lane)]));
      const none = Object.fromEntries(
        Object.entries(found.get(asking[0]!)!).map(([name, tensor]) => [name, zerosLike(tensor)]),
      );
      return stackedByName(states.map((_, lane) => found.get(lane) ?? none));
    } finally {
      assign(before);
    }
  }

  return {
    call(name, inputs, asked, asking = states.map((_, lane) => lane)) {
      const entry = entries[name]!;
      const { repeated, epilogue } = entry;
      return tidy(() => {
        const rows = repeated === undefined ? [inputs] : rowsOf(inputs, examples[name]!.fed, repeated.same);
        const times = rows.map((row) => stackedByName(runOnce(name, row)));
        const see = asked && ((given: NamedTensorMap) => seen(epilogue!, given, asked, asking));
        if (repeated === undefined) return ended(name, entry, { all: times[0]!, last: times[0]! }, see);
        return ended(name, entry, outputsOfTimes(times, repeated.every), see);
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

/** [lanes, ...shape] of each output. */
function stackedByName(ofLanes: readonly NamedTensorMap[]): NamedTensorMap {
  const names = Object.keys(ofLanes[0]!);
  return Object.fromEntries(names.map((name) => [name, stack(ofLanes.map((one) => one[name]!))]));
}

function kept(variables: readonly Variable[]): Tensor[] {
  return variables.map((variable) => keep(variable.clone()));
}
