import type { ErrorCode } from '@seesaw/shared/errors';
import type { Logger } from 'pino';
import { noDevice, type SlotSpec } from '../devices.ts';
import { functionRecipe, playFunction } from '../function/playFunction.ts';
import type { FromChild, ToChild } from '../protocol.ts';
import { type Child, startChild } from './childProcess.ts';
import type { ExitExplanation } from './explainExit.ts';

export type TrainOrder = Omit<Extract<ToChild, { type: 'train' }>, 'type' | 'threads'>;
/** What a child says about the segment it trains, the two ways of ending apart. */
export type SegmentMessage = Exclude<FromChild, { type: 'ready' | 'ended' | 'failed' }>;

/** How the training of a segment ended, as far as the child is concerned. */
export type TrainingEnd =
  | {
      readonly kind: 'ended';
      readonly state: 'completed' | 'diverged' | 'paused' | 'cancelled' | 'waiting';
      readonly step: number;
      readonly message: string;
    }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly step: number | null;
      readonly message: string;
    }
  /** Stopped by us without an answer: it had not begun, or did not end in time after `stop` and was killed. */
  | { readonly kind: 'killed'; readonly message: string };

export interface Training {
  /** Never rejects. */
  readonly done: Promise<TrainingEnd>;
  /** Asks the child to stop; SIGKILL when it has not ended `graceMs` later. Asking again can only shorten the time. */
  stop(intent: 'pause' | 'cancel', graceMs: number): void;
  /** Backpressure: the child makes no further step until it is let go. */
  hold(held: boolean): void;
}

/** A device with its child process, which stays warm between trials and is started again when it died. */
export interface Slot {
  readonly spec: SlotSpec;
  readonly childPid: number | null;
  /** As the child reported it; the planned one until then. */
  readonly device: string;
  /** What it trains right now. */
  readonly training: { readonly trialId: number; readonly step: number } | null;
  /** Starts the child if there is none, so that the first trial finds it warm. */
  warm(): void;
  /** One segment at a time. */
  train(order: TrainOrder, events: SlotEvents): Training;
  /** Kills the child. */
  close(): Promise<void>;
}

export interface SlotEvents {
  onMessage(message: SegmentMessage): void;
  /** Lines that the child or its libraries printed. */
  onLine(line: string, stream: 'stdout' | 'stderr'): void;
}

export function createSlot(options: {
  spec: SlotSpec;
  program: string;
  env: Readonly<Record<string, string>>;
  log: Logger;
}): Slot {
  const { spec, program, env } = options;
  const log = options.log.child({ slot: spec.slot });
  let child: Child | null = null;
  let device = spec.device;
  let step = 0;
  let current: {
    order: TrainOrder;
    trainee: Child;
    events: SlotEvents;
    end(end: TrainingEnd): void;
    gone(exit: ExitExplanation): void;
  } | null = null;
  /** A test function is played here, without the child. */
  let played: number | null = null;

  function living(): Child {
    if (child?.alive === true) return child;
    const started = startChild({
      program,
      spec,
      env,
      log,
      events: {
        onMessage: (message) => {
          if (child === started) receive(message);
        },
        onLine: (line, stream) => {
          if (current === null) log.debug({ stream }, line);
          else current.events.onLine(line, stream);
        },
      },
    });
    child = started;
    // Once per child, not once per segment: what waits for its end is kept as long as it lives.
    void started.exited.then((exit) => {
      if (current?.trainee === started) current.gone(exit);
    });
    log.info({ childPid: started.pid, device: spec.device, threads: spec.threads }, 'child process started');
    void started.ready.then((readiness) => {
      if (readiness.kind !== 'ready') {
        // It may take a moment to die: the next segment gets a new one.
        if (child === started) child = null;
        return;
      }
      device = readiness.device;
      log.info({ device, library: readiness.library }, 'child process is ready');
      if (spec.device.startsWith('cuda') && !readiness.device.startsWith('cuda')) {
        log.warn(
          { planned: spec.device, device },
          'this slot was planned for a GPU, but its TensorFlow can use none and trains on the CPU: run npm run setup on this machine, or set SEESAW_DEVICES=cpu',
        );
      }
    });
    return started;
  }

  function receive(message: FromChild): void {
    if (message.type === 'ready' || current === null) return;
    const { order, events, end } = current;
    // Words of an earlier segment, still under way when the next one began.
    if (message.trialId !== order.trialId || message.attempt !== order.attempt) return;
    if (message.type === 'ended') {
      end({ kind: 'ended', state: message.state, step: message.step, message: message.message });
    } else if (message.type === 'failed') {
      const { code, retryable, step } = message;
      end({ kind: 'failed', code, retryable, step, message: message.message });
    } else {
      if (message.step !== null) step = Math.max(step, message.step);
      events.onMessage(message);
    }
  }

  function play(order: TrainOrder, events: SlotEvents): Training {
    played = order.trialId;
    step = 0;
    const training = playFunction(order, {
      ...events,
      onMessage(message) {
        step = message.step ?? step;
        events.onMessage(message);
      },
    });
    const done = training.done.finally(() => {
      played = null;
    });
    return { ...training, done };
  }

  function without({ config }: TrainOrder): Training {
    const message = `Recipe ${config.recipe} needs a device, but this trainer has none (SEESAW_DEVICES=none). Give its sweep a pool whose trainers have one.`;
    const end = { kind: 'failed', code: 'invalid-sweep', retryable: false, step: null, message } as const;
    return { done: Promise.resolve(end), stop: () => undefined, hold: () => undefined };
  }

  return {
    spec,
    get childPid() {
      return child?.alive === true ? child.pid : null;
    },
    get device() {
      return device;
    },
    get training() {
      const trialId = current?.order.trialId ?? played;
      return trialId === null ? null : { trialId, step };
    },
    warm() {
      if (spec.device !== noDevice) living();
    },

    train(order, events) {
      if (current !== null || played !== null) throw new Error(`Slot ${spec.slot} trains already.`);
      if (order.config.recipe === functionRecipe) return play(order, events);
      if (spec.device === noDevice) return without(order);
      const trainee = living();
      const segment = { trialId: order.trialId, attempt: order.attempt };
      let killAt = Number.POSITIVE_INFINITY;
      let killTimer: NodeJS.Timeout | undefined;
      let killedBecause: string | null = null;
      let begun = false;
      let finish: (end: TrainingEnd) => void = () => undefined;

      const done = new Promise<TrainingEnd>((resolve) => {
        const end = (ending: TrainingEnd) => {
          clearTimeout(killTimer);
          current = null;
          resolve(ending);
        };
        finish = end;
        step = 0;
        const gone = ({ code, message }: ExitExplanation) =>
          end(
            killedBecause === null
              ? { kind: 'failed', code, retryable: true, step: null, message }
              : { kind: 'killed', message: killedBecause },
          );
        current = { order, trainee, events, end, gone };
        void trainee.ready.then((readiness) => {
          if (current?.order !== order) return;
          if (readiness.kind === 'ready') {
            begun = true;
            trainee.forgetLines();
            trainee.send({ type: 'train', ...order, threads: spec.threads });
          } else if (trainee.alive) {
            end({
              kind: 'failed',
              code: 'trainer-child-died',
              retryable: true,
              step: null,
              message: readiness.message,
            });
          }
        });
      });

      return {
        done,
        stop(intent, graceMs) {
          if (current?.order !== order) return;
          if (!begun) return finish({ kind: 'killed', message: 'The training had not begun.' });
          trainee.send({ type: 'stop', ...segment, intent });
          if (Date.now() + graceMs >= killAt) return;
          killAt = Date.now() + graceMs;
          clearTimeout(killTimer);
          killTimer = setTimeout(() => {
            killedBecause = `The training process did not stop within ${graceMs / 1000} s and was killed.`;
            log.warn({ ...segment, childPid: trainee.pid }, killedBecause);
            trainee.kill();
          }, graceMs);
        },
        hold(held) {
          if (current?.order === order) trainee.send({ type: held ? 'hold' : 'go', ...segment });
        },
      };
    },

    async close() {
      if (child?.alive !== true) return;
      child.kill();
      await child.exited;
    },
  };
}
