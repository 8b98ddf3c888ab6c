import type { ExecutionMode } from '@seesaw/shared/executionMode';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { type PackedPlayerInput, type PackedTraining, packedPlayer, type StepsOfPack } from './packedPlayer.ts';
import { type GameState, tensorsOfState } from './playerState.ts';
import type { StepPlayer } from './stepPlayer.ts';
import type { StepsLeft } from './stepsLeft.ts';

/** A timer that is so late was held up by work of this thread. */
const lateMs = 5;

/** Who has just joined shows its first sample, and would else step at another rhythm than the others for good. */
const patienceWithNewMs = 500;

/**
 * Trainings that step together, each at its own pace beside that: a call is made as soon as all who may want to play want to, or
 * have been waited for long enough. The program stays when the last has left, for the next.
 */
export interface TrainingPack {
  readonly lanes: number;
  /** How steps really run; undefined until the first training has taken a step. */
  readonly mode: ExecutionMode | undefined;
  /** The player of a training, whose lane is taken when it joins. */
  player(lane: number, begin: PackedTraining): LanePlayer;
  dispose(): void;
}

/** Like `StepPlayer`; its steps are played when those of others are. */
export interface LanePlayer extends Omit<StepPlayer, 'play'> {
  /**
   * Takes the lane, unless it has it already; steps do so by themselves.
   * @throws RangeError, or what the compiler throws, where the program cannot be made or is another than that of the lanes beside
   */
  join(): void;
  /** At most `most` steps from `first` on; see `StepPlayer`. */
  play(first: number, most: number, isReported: boolean): Promise<StepsLeft>;
  /** Frees the lane. */
  dispose(): void;
}

interface Asked {
  readonly most: number;
  readonly isReported: boolean;
  resolve(left: StepsLeft): void;
  reject(error: unknown): void;
}

interface Seat {
  /** The steps that it waits for. */
  asked?: Asked | undefined;
  /** It has joined or played, was not waited for in vain since, and will ask any moment. */
  inStep: boolean;
  played: boolean;
}

export function trainingPack(input: PackedPlayerInput): TrainingPack {
  const pack = packedPlayer(input);
  const seats = new Map<number, Seat>();
  let msOfCall = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  /** @param waited whether someone was waited for before, in vain */
  function playOrWait(waited = false): void {
    clearTimeout(waiting);
    const all = [...seats.values()];
    if (all.every(({ asked }) => asked === undefined)) return;
    const missing = all.filter(({ asked, inStep }) => asked === undefined && inStep);
    if (missing.length === 0) {
      play();
      return;
    }
    // As long as it would cost to leave them out: a call takes the same time for few as for all.
    const ms = missing.every(({ played }) => played) ? (msOfCall * missing.length) / all.length : patienceWithNewMs;
    const due = performance.now() + ms;
    waiting = setTimeout(() => {
      // Where they were busy here, they did not have their time yet.
      const again = !waited && performance.now() - due > lateMs;
      if (!again) for (const seat of missing) seat.inStep = false;
      playOrWait(again);
    }, ms);
  }

  function play(): void {
    const asking = [...seats].filter(([, { asked }]) => asked !== undefined);
    const start = performance.now();
    let left: StepsOfPack;
    try {
      const reported = asking.flatMap(([lane, { asked }]) => (asked!.isReported ? [lane] : []));
      left = pack.play(new Map(asking.map(([lane, { asked }]) => [lane, asked!.most])), new Set(reported));
    } catch (error) {
      for (const [, seat] of asking) answer(seat)?.reject(error);
      return;
    }
    msOfCall = performance.now() - start;
    const shareOf = shares(left, msOfCall);
    for (const lane of left.lanes) {
      const seat = seats.get(lane)!;
      Object.assign(seat, { inStep: true, played: true });
      answer(seat)?.resolve(shareOf(lane));
    }
    // Whose step is of another kind still waits.
    playOrWait();
  }

  return {
    lanes: input.lanes,
    get mode() {
      return pack.mode;
    },

    player(lane, begin) {
      let seat: Seat | undefined;
      let pulled: GameState | undefined;
      const forgetPulled = () => {
        if (pulled !== undefined) dispose(tensorsOfState(pulled));
        pulled = undefined;
      };
      const seated = (): Seat => {
        if (seat !== undefined) return seat;
        pack.join(lane, begin);
        seat = { inStep: true, played: false };
        seats.set(lane, seat);
        return seat;
      };
      return {
        get mode() {
          return seat === undefined ? undefined : pack.mode;
        },

        get state() {
          if (seat === undefined) return begin.state;
          pulled ??= pack.stateOf(lane);
          return pulled;
        },

        join: () => void seated(),

        async play(_first, most, isReported) {
          const playing = seated();
          forgetPulled();
          return new Promise((resolve, reject) => {
            playing.asked = { most, isReported, resolve, reject };
            playOrWait();
          });
        },

        dispose() {
          forgetPulled();
          if (seat === undefined) {
            dispose(tensorsOfState(begin.state));
            return;
          }
          if (seats.get(lane) !== seat) return;
          seats.delete(lane);
          pack.leave(lane);
          answer(seat)?.reject(new Error(`lane ${lane} was left`));
          playOrWait();
        },
      };
    },

    dispose() {
      clearTimeout(waiting);
      for (const seat of seats.values()) answer(seat)?.reject(new Error('the pack was disposed'));
      seats.clear();
      pack.dispose();
    },
  };
}

function answer(seat: Seat): Seat['asked'] {
  const { asked } = seat;
  seat.asked = undefined;
  return asked;
}

/** What a call left is gone when all that played are done with it. */
function shares(left: StepsOfPack, ms: number): (lane: number) => StepsLeft {
  const readers = new Set(left.lanes);
  return (lane) => {
    const seen = left.seenOf(lane);
    const shown: Tensor[] = Object.values(seen ?? {});
    return {
      steps: left.steps,
      ms,
      ...(seen && { seen }),
      losses() {
        const losses = left.lossesOf(lane);
        shown.push(losses.dLoss, losses.gLoss);
        return losses;
      },
      last: () => undefined,
      forgetLast: () => undefined,
      dispose() {
        dispose(shown);
        if (readers.delete(lane) && readers.size === 0) left.dispose();
      },
    };
  };
}
