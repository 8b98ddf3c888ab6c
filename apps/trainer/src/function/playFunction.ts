import { setTimeout as sleep } from 'node:timers/promises';
import type { Training, TrainingEnd, TrainingEvents, TrainOrder } from '../slot/training.ts';
import { statelessCheckpoint } from './statelessCheckpoint.ts';
import { valuesAt } from './valuesAt.ts';

/** The recipe that is a formula. */
export const functionRecipe = 'function';

/** Steps between two moments in which the trainer may do something else, where steps cost no time. */
const stepsAtOnce = 10_000;

/**
 * "Trains" a test function here in the supervisor: it needs no device, so a child process and TensorFlow would only cost
 * time. Says what a child would say.
 */
export function playFunction(order: TrainOrder, { onMessage }: TrainingEvents): Training {
  const { trialId, attempt, config, untilStep, fromStep } = order;
  const every = Number(config.values.eval_every ?? 1);
  const stepMs = Number(config.values.step_ms ?? 0);
  const interrupted = new AbortController();
  let intent: 'pause' | 'cancel' | undefined;
  let held: Promise<void> | undefined;
  let release: () => void = () => undefined;

  async function play(): Promise<TrainingEnd> {
    for (let step = fromStep + 1; step <= untilStep; step += 1) {
      // Rejects only when it is interrupted; what is wanted then is looked at below.
      if (stepMs > 0) await sleep(stepMs, undefined, { signal: interrupted.signal }).catch(() => undefined);
      else if (step % stepsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
      await held;
      if (intent !== undefined) {
        if (intent === 'pause' && step > 1) checkpoint(step - 1);
        const [state, word] =
          intent === 'pause' ? (['paused', 'Paused'] as const) : (['cancelled', 'Cancelled'] as const);
        return { kind: 'ended', state, step: step - 1, message: `${word} at step ${step - 1}.` };
      }
      const ends = step === untilStep;
      if (ends || step % every === 0) {
        const values = valuesAt(config, step);
        onMessage({ type: 'metrics', trialId, attempt, step, at: Date.now(), values });
        if (!Object.values(values).every(Number.isFinite)) {
          const message = `The value was no longer a finite number at step ${step}.`;
          return { kind: 'ended', state: 'diverged', step, message };
        }
      }
    }
    if (untilStep < config.steps) {
      checkpoint(untilStep);
      const message = `Reached step ${untilStep}, where it is judged.`;
      return { kind: 'ended', state: 'waiting', step: untilStep, message };
    }
    return { kind: 'ended', state: 'completed', step: untilStep, message: `Completed ${untilStep} steps.` };
  }

  function checkpoint(step: number): void {
    const manifest = statelessCheckpoint(order, step);
    onMessage({ type: 'checkpoint', trialId, attempt, step, folder: null, manifest });
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
