import type { TrainingData } from '@seesaw/gan/data/trainingData';
import { type TrainingPack, trainingPack } from '@seesaw/gan/game/trainingPack';
import type { Compiler } from '@seesaw/gan/native/compiler';
import type { SeededDraws } from '@seesaw/gan/random/seededDraws';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { PackPlace } from '../protocol.ts';

/** The pack that a child holds, also while nobody trains in it: the next of its structure finds it compiled. */
export interface PackShelf {
  /** For a segment, until it says `leave`; another pack than the one that is held takes its place when nobody is in that any more. */
  enter(
    place: PackPlace,
    how: {
      readonly mode: ExecutionMode;
      readonly compile: Compiler;
      readonly isGivenWhole: boolean;
      /** What its trainings read from: those of a folder may have changed under their name, and a pack holds its first ones'. */
      readonly data: TrainingData;
    },
  ): TrainingPack;
  leave(pack: TrainingPack): void;
}

interface Held {
  readonly key: string;
  readonly data: TrainingData;
  readonly pack: TrainingPack;
  inside: number;
}

export function createPackShelf(draws: SeededDraws): PackShelf {
  const held = new Map<TrainingPack, Held>();
  return {
    enter({ key, lanes }, { mode, data, ...how }) {
      const wanted = [lanes, mode, key].join(' ');
      const found = [...held.values()].find((one) => one.key === wanted && one.data === data);
      if (found === undefined) for (const one of [...held.values()]) dropIfEmpty(one);
      const { pack, ...others } = found ?? {
        ...{ key: wanted, data, inside: 0 },
        pack: trainingPack({ lanes, draws, ...how }),
      };
      held.set(pack, { ...others, pack, inside: others.inside + 1 });
      return pack;
    },

    leave(pack) {
      const one = held.get(pack)!;
      one.inside -= 1;
      // It was never joined by anyone: there is nothing to keep warm.
      if (pack.mode === undefined) dropIfEmpty(one);
    },
  };

  function dropIfEmpty({ pack, inside }: Held): void {
    if (inside > 0) return;
    held.delete(pack);
    pack.dispose();
  }
}
