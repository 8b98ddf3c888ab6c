import { dispose, keep, type NamedTensorMap, scalar, type Tensor, tensor1d, zeros } from '@tensorflow/tfjs-core';
import type { Examples } from './compileProgram.ts';

/** What calls are fed for their epilogues: whether one is asked for, or in which lanes, and its inputs, of which there must be some in any case. */
export interface EpilogueInputs {
  /**
   * @param asked inputs of the epilogue, where it is asked for
   * @param lanes see `Program`
   * @param run is given what to feed, for as long as it runs
   */
  with<Result>(
    entry: string,
    asked: NamedTensorMap | undefined,
    lanes: readonly number[] | undefined,
    run: (fed: readonly Tensor[]) => Result,
  ): Result;
  dispose(): void;
}

/** @param lanes how many there are, where there are some */
export function epilogueInputs(
  examples: Readonly<Record<string, Examples>>,
  lanes: number | undefined,
): EpilogueInputs {
  const fed = Object.entries(examples).flatMap(([entry, { epilogue }]) =>
    epilogue === undefined ? [] : [[entry, epilogue.fed] as const],
  );
  const all = Array.from({ length: lanes ?? 0 }, (_, lane) => lane);
  const asking = (of: boolean) => keep(lanes === undefined ? scalar(of) : tensor1d(of ? all : [], 'int32'));
  const [isAsked, isNot] = fed.length === 0 ? [] : [asking(true), asking(false)];
  const blanks = new Map(
    fed.map(([entry, inputs]) => [
      entry,
      Object.entries(inputs).map(
        ([name, { shape, dtype }]) => [name, keep(zeros([...shape] as [number], dtype))] as const,
      ),
    ]),
  );
  return {
    with(entry, asked, some, run) {
      const inputs = blanks.get(entry);
      if (inputs === undefined) return run([]);
      if (asked === undefined) return run([isNot!, ...inputs.map(([, blank]) => blank)]);
      const told = inputs.map(([name]) => asked[name]!);
      if (some === undefined) return run([isAsked!, ...told]);
      const those = tensor1d([...some], 'int32');
      try {
        return run([those, ...told]);
      } finally {
        those.dispose();
      }
    },

    dispose() {
      if (isAsked !== undefined) dispose([isAsked, isNot!]);
      for (const inputs of blanks.values()) dispose(inputs.map(([, blank]) => blank));
    },
  };
}
