import type { Logger } from 'pino';
import type { FromChild } from '../protocol.ts';
import type { Child } from './childProcess.ts';
import type { ExitExplanation } from './explainExit.ts';
import type { Training, TrainingEnd, TrainingEvents, TrainOrder } from './training.ts';

/** A segment in the hands of a child, which may train others beside it. */
export interface ChildTraining extends Training {
  readonly order: TrainOrder;
  /** The highest it told of. */
  readonly step: number;
  readonly child: Child;
  /** What the child says; words for other segments, and of earlier ones, are not heard. */
  receive(message: Exclude<FromChild, { type: 'ready' }>): void;
  onLine: TrainingEvents['onLine'];
  /** The child is gone. `because`: it was killed for another segment that it trained, in words. */
  gone(exit: ExitExplanation, because?: string): void;
}

/**
 * Has a child train a segment, once it is ready.
 *
 * @param options.onKill it did not stop in time: the child shall be killed, whatever else it trains
 * @param options.onEnd called once, before `done` resolves
 */
export function trainInChild(options: {
  order: TrainOrder;
  child: Child;
  threads: number;
  /** No other segment is in the child: what it printed before does not tell how this one ends. */
  isAlone: boolean;
  events: TrainingEvents;
  log: Logger;
  onKill(why: string): void;
  onEnd(): void;
}): ChildTraining {
  const { order, child, threads, isAlone, events, log, onKill, onEnd } = options;
  const segment = { trialId: order.trialId, attempt: order.attempt };
  let step = 0;
  let begun = false;
  let ended = false;
  let killAt = Number.POSITIVE_INFINITY;
  let killTimer: NodeJS.Timeout | undefined;
  let killedBecause: string | null = null;
  let settle: (end: TrainingEnd) => void = () => undefined;
  const done = new Promise<TrainingEnd>((resolve) => {
    settle = resolve;
  });

  function end(ending: TrainingEnd): void {
    if (ended) return;
    ended = true;
    clearTimeout(killTimer);
    onEnd();
    settle(ending);
  }
  const died = (message: string) =>
    end({ kind: 'failed', code: 'trainer-child-died', retryable: true, step: null, message });

  void child.ready.then((readiness) => {
    if (ended) return;
    if (readiness.kind === 'ready') {
      begun = true;
      if (isAlone) child.forgetLines();
      child.send({ type: 'train', ...order, threads });
    } else if (child.alive) died(readiness.message);
  });

  return {
    order,
    child,
    done,
    get step() {
      return step;
    },
    onLine: events.onLine,
    receive(message) {
      if (message.trialId !== segment.trialId || message.attempt !== segment.attempt) return;
      if (message.type === 'ended') {
        end({ kind: 'ended', state: message.state, step: message.step, message: message.message });
      } else if (message.type === 'failed') {
        const { code, retryable } = message;
        end({ kind: 'failed', code, retryable, step: message.step, message: message.message });
      } else {
        if (message.step !== null) step = Math.max(step, message.step);
        events.onMessage(message);
      }
    },
    gone({ code, message }, because) {
      if (killedBecause !== null) end({ kind: 'killed', message: killedBecause });
      else if (because !== undefined) died(because);
      else end({ kind: 'failed', code, retryable: true, step: null, message });
    },
    stop(intent, graceMs) {
      if (ended) return;
      if (!begun) return end({ kind: 'killed', message: 'The training had not begun.' });
      child.send({ type: 'stop', ...segment, intent });
      if (Date.now() + graceMs >= killAt) return;
      killAt = Date.now() + graceMs;
      clearTimeout(killTimer);
      killTimer = setTimeout(() => {
        const late = `did not stop within ${graceMs / 1000} s`;
        killedBecause = `The training process ${late} and was killed.`;
        log.warn({ ...segment, childPid: child.pid }, killedBecause);
        onKill(
          `It trained in one program with trial #${order.trialId}, which ${late}: the process of both was killed.`,
        );
      }, graceMs);
    },
    hold(held) {
      if (!ended) child.send({ type: held ? 'hold' : 'go', ...segment });
    },
  };
}
