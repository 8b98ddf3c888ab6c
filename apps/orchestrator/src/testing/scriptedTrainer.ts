import type { SegmentEnding, TrainerActivities } from '@seesaw/shared/activities';
import { SeesawError } from '@seesaw/shared/errors';
import { poolQueue } from '@seesaw/shared/queues';
import type { Store } from '@seesaw/store/storePort';
import { CancelledFailure, Context } from '@temporalio/activity';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { toFailure } from '../activities/failures.ts';

const endOf = { pause: 'paused', stop: 'stopped-early', cancel: 'cancelled' } as const;

/** What a segment does instead of training. Throwing a SeesawError fails it; it should heed `signal`. */
export type Behaviour = (segment: ScriptedSegment) => Promise<'completed' | 'diverged'>;

export interface ScriptedSegment {
  readonly trialId: number;
  readonly number: number;
  readonly attempt: number;
  /** Step of the checkpoint that it continues from, 0 from scratch. */
  readonly fromStep: number;
  /** Its last step. */
  readonly steps: number;
  /** Resolves never, rejects with CancelledFailure. */
  readonly cancelled: Promise<never>;
  readonly saveCheckpoint: (step: number) => Promise<void>;
}

export interface ScriptedTrainer {
  /** Segments that ran, in order of their start. */
  readonly segments: readonly { trialId: number; number: number; attempt: number }[];
  /** Most segments that ran at one time. */
  readonly mostAtOnce: number;
  stop(): Promise<void>;
}

/**
 * A double of training only: a real worker on a real pool queue, with every write a trainer makes to the store, but
 * without a child process. `lanes` = how many segments at once.
 */
export async function startScriptedTrainer(options: {
  store: Store;
  connection: NativeConnection;
  namespace: string;
  pool: string;
  lanes: number;
  behaviour: Behaviour;
}): Promise<ScriptedTrainer> {
  const { store, connection, namespace, pool, lanes, behaviour } = options;
  const segments: { trialId: number; number: number; attempt: number }[] = [];
  let running = 0;
  let mostAtOnce = 0;

  async function trainSegment({ trialId, order }: { trialId: number; order?: number }): Promise<SegmentEnding> {
    const context = Context.current();
    const started = await store.segments.start({
      trialId,
      workerId: 'scripted',
      host: 'test',
      slot: 0,
      ...(order !== undefined && { order }),
    });
    if (started.kind === 'full') return { state: 'pending', attempt: started.attempt, step: started.step, full: true };
    if (started.kind !== 'run') {
      const state = started.state === 'completed' || started.state === 'diverged' ? started.state : 'cancelled';
      return { state, attempt: started.attempt, step: started.step };
    }
    const { attempt, number } = started;
    const fromStep = started.resume[0]?.step ?? 0;
    await store.segments.truncate({ trialId, attempt, fromStep });
    segments.push({ trialId, number, attempt });
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    const heart = setInterval(() => context.heartbeat({ attempt, step: fromStep, checkpointStep: null }), 200);
    const finish = async (
      wanted: Exclude<SegmentEnding['state'], 'pending' | 'failed'>,
      step: number,
    ): Promise<SegmentEnding> => {
      const points = [{ metric: 'eval/score', step, value: number, at: Date.now() }];
      if (wanted === 'completed') await store.metrics.append({ trialId, attempt, points });
      const { state } = await store.segments.finish({ trialId, attempt, state: wanted, step, message: wanted });
      return { state, attempt, step };
    };
    try {
      const saveCheckpoint = async (step: number) => {
        const location = `spool@test:${trialId}/${step}`;
        await store.checkpoints.save({
          trialId,
          attempt,
          step,
          stateSha: `sha${step}`,
          bytes: 1,
          location,
          manifest: {},
        });
      };
      const { steps } = started.config;
      const segment = { trialId, number, attempt, fromStep, steps, cancelled: context.cancelled, saveCheckpoint };
      return await finish(await behaviour(segment), steps);
    } catch (error) {
      if (error instanceof CancelledFailure) {
        const intent = await store.segments.intent(trialId);
        if (intent === 'run') throw error;
        return await finish(endOf[intent], fromStep);
      }
      if (error instanceof SeesawError) {
        await store.segments.fail({ trialId, attempt, code: error.code, message: error.message, step: fromStep });
      }
      throw toFailure(error);
    } finally {
      running -= 1;
      clearInterval(heart);
    }
  }

  const activities: TrainerActivities = { trainSegment };
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: poolQueue(pool),
    activities: { ...activities },
    maxConcurrentActivityTaskExecutions: lanes,
    maxHeartbeatThrottleInterval: '500 milliseconds',
    defaultHeartbeatThrottleInterval: '500 milliseconds',
    shutdownGraceTime: '100 milliseconds',
    shutdownForceTime: '2 seconds',
  });
  const working = worker.run();
  return {
    segments,
    get mostAtOnce() {
      return mostAtOnce;
    },
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await working;
    },
  };
}
