import { CompileFault } from '@seesaw/compile/compileFault';
import type { TrainingData } from '@seesaw/gan/data/trainingData';
import type { Asks } from '@seesaw/gan/game/feeding';
import type { SharedLooks } from '@seesaw/gan/game/sharedLooks';
import type { FeatureNet } from '@seesaw/gan/metrics/featureNet';
import {
  createLaneTraining,
  createTraining,
  type LaneTraining,
  type LaneTrainingInput,
  type Training,
} from '@seesaw/gan/training';
import type { PackPlace } from '../protocol.ts';
import type { ManifestFacts, ReadCheckpoint } from './checkpointFiles.ts';
import { chooseExecution, compilerFor } from './execution.ts';
import { lanesOfSegment } from './lanesOfSegment.ts';
import type { NativeLibrary } from './nativeLibrary.ts';
import { saysOutOfMemory } from './outOfMemory.ts';
import type { PackShelf } from './packShelf.ts';
import type { TrainMessage } from './runSegment.ts';

export interface OpenInput {
  readonly train: TrainMessage;
  readonly data: TrainingData;
  readonly features?: FeatureNet;
  /** Where it goes on from; absent = from scratch. */
  readonly checkpoint?: ReadCheckpoint;
  readonly native: NativeLibrary;
  readonly packs: PackShelf;
  /** Of all trainings of the process. */
  readonly looks: SharedLooks;
  /** Likewise: what steps of each structure ask for. */
  readonly asked: Map<string, Asks>;
  readonly mayChange: boolean;
  readonly log: (text: string) => void;
}

export interface OpenTraining {
  readonly training: Training<void | Promise<void>>;
  readonly execution: ManifestFacts['execution'];
  /** What compiling took since it was opened, of a pack's program nothing. */
  compilingMs(): number;
  close(): void;
}

/**
 * The training of a segment, fresh or restored: in its lane of the pack where it has one, else alone.
 * @throws SeesawError 'conflict' where its steps would end in other bits than those before began
 */
export function openTraining(input: OpenInput): OpenTraining {
  const { train, data, features, checkpoint, native, looks, asked, mayChange, log } = input;
  const { config, threads, pack } = train;
  const { device, library, random, draws } = native;
  const { ran, state } = checkpoint ?? {};
  const { mode, compile, compilingMs } = chooseExecution({
    config,
    device,
    ...(ran && { before: ran.mode }),
    mayChange,
    log,
  });
  const isGivenWhole = device === 'cpu';
  const compiled = compile && { compile, draws, looks, asked, isGivenWhole };
  const lanesOf = (asked: number) =>
    lanesOfSegment({ asked, mode, device, threads, ...(ran && { before: ran.lanes }), mayChange, log });
  const basics = { config, data, random, ...(features && { features }) };

  const restored = <T extends Training<void | Promise<void>>>(training: T): T => {
    if (state !== undefined) {
      training.restore(state);
      log(`Resumed at step ${training.step} of ${config.steps}.`);
    }
    return training;
  };

  const inLane = (place: PackPlace, compiled: LaneTrainingInput['compiled']): OpenTraining | undefined => {
    const shared = input.packs.enter(place, { mode, compile: compilerFor(mode), isGivenWhole, data });
    let training: LaneTraining | undefined;
    const close = () => {
      training?.dispose();
      input.packs.leave(shared);
    };
    try {
      const { lane, lanes } = place;
      training = createLaneTraining({ ...basics, compiled, pack: shared, lane });
      restored(training).join();
      return { training, execution: { mode, lanes, device, threads, library }, compilingMs, close };
    } catch (fault) {
      close();
      if (!(fault instanceof CompileFault) || saysOutOfMemory(fault.message)) throw fault;
      log(`Trains alone beside the other trials: its steps cannot be those of their program. ${fault.message}`);
      return undefined;
    }
  };

  if (pack !== undefined && compiled !== undefined && lanesOf(pack.lanes) > 1) {
    const opened = inLane(pack, compiled);
    if (opened !== undefined) return opened;
  }
  // Says nothing where that is what was decided above.
  lanesOf(1);
  const training = restored(createTraining({ ...basics, ...(compiled && { compiled }) }));
  return { training, execution: { mode, device, threads, library }, compilingMs, close: () => training.dispose() };
}
