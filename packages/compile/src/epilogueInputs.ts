import { dispose, keep, type NamedTensorMap, scalar, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Examples } from './compileProgram.ts';

/** What calls are fed for their epilogues: whether one is asked for, and its inputs, of which there must be some in any case. */
export interface EpilogueInputs {
  /** @param asked inputs of the epilogue, where it is asked for */
  of(entry: string, asked: NamedTensorMap | undefined): readonly Tensor[];
  dispose(): void;
}

export function epilogueInputs(examples: Readonly<Record<string, Examples>>): EpilogueInputs {
  const fed = Object.entries(examples).flatMap(([entry, { epilogue }]) =>
    epilogue === undefined ? [] : [[entry, epilogue.fed] as const],
  );
  const [isAsked, isNot] = fed.length === 0 ? [] : [true, false].map((asked) => keep(scalar(asked)));
  const blanks = new Map(
    fed.map(([entry, inputs]) => [
      entry,
      Object.entries(inputs).map(
        ([name, { shape, dtype }]) => [name, keep(zeros([...shape] as [number], dtype))] as const,
      ),
    ]),
  );
  return {
    of(entry, asked) {
      const inputs = blanks.get(entry);
      if (inputs === undefined) return [];
      return asked === undefined
        ? [isNot!, ...inputs.map(([, blank]) => blank)]
        : [isAsked!, ...inputs.map(([name]) => asked[name]!)];
    },

    dispose() {
      if (isAsked !== undefined) dispose([isAsked, isNot!]);
      for (const inputs of blanks.values()) dispose(inputs.map(([, blank]) => blank));
    },
  };
}
