import { setTimeout as sleep } from 'node:timers/promises';
import type { SlotEvents, Training, TrainingEnd, TrainOrder } from '../slot/slot.ts';
import { valueAt } from './valueAt.ts';

/** The recipe that is a formula. */
export const functionRecipe = 'function';

/** Steps between two moments in which the trainer may do something else, where steps cost no time. */
const stepsAtOnce = 10_000;

/**
 * "Trains" a test function here in the supervisor: it needs no device, so a child process and TensorFlow would only cost
 * time. Says what a child would say.
 */
export function playFunction({ trialId, attempt, config }: TrainOrder, { onMessage }: SlotEvents): Training {
  const every = Number(config.values.eval_every ?? 1);
  const stepMs = Number(config.values.step_ms ?? 0);
  const interrupted = new AbortController();
  let intent: 'pause' | 'cancel' | undefined;
  let held: Promise<void> | undefined;
  let release: () => void = () => undefined;

  async function play(): Promise<TrainingEnd> {
    for (let step = 1; ; step += 1) {
      if (stepMs > 0) await sleep(stepMs, undefined, { signal: interrupted.signal }).catch(() => undefined);
      else if (step % stepsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
      await held;
      if (intent !== undefined) {
        const [state, word] =
          intent === 'pause' ? (['paused', 'Paused'] as const) : (['cancelled', 'Cancelled'] as const);
        return { kind: 'ended', state, step: step - 1, message: `${word} at step ${step - 1}.` };
      }
      const last = step === config.steps;
      if (last || step % every === 0) {
        const value = valueAt(config, step);
        onMessage({ type: 'metrics', trialId, attempt, step, at: Date.now(), values: { 'eval/score': value } });
        if (!Number.isFinite(value)) {
          const message = `The value was no longer a finite number at step ${step}.`;
          return { kind: 'ended', state: 'diverged', step, message };
        }
      }
      if (last) return { kind: 'ended', state: 'completed', step, message: `Completed ${step} steps.` };
    }
  }

  return {
    done: play().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', code: 'invalid-sweep', retryable: false, step: null, message };
    }),
    stop(wanted) {
      if (intent !== 'cancel') intent = wanted;
      interrupted.abort();
      release();
    },
    hold(wanted) {
      release();
      held = wanted
        ? new Promise((resolve) => {
            release = resolve;
          })
        : undefined;
    },
  };
}
