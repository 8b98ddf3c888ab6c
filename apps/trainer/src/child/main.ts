import { dataVersionOf } from '@seesaw/gan/data/dataVersion';
import { sampleShapeOf } from '@seesaw/gan/data/sampleShape';
import { createTraining } from '@seesaw/gan/training';
import trainer from '../../package.json' with { type: 'json' };
import { createDataShelf } from '../data/dataShelf.ts';
import type { FromChild, ToChild } from '../protocol.ts';
import { readCheckpoint } from './checkpointFiles.ts';
import { childEnv } from './childEnv.ts';
import { chooseExecution } from './execution.ts';
import { explainFailure } from './explainFailure.ts';
import { nativeLibrary } from './nativeLibrary.ts';
import { processOutbox } from './outbox.ts';
import { requireSameData } from './requireSameData.ts';
import { runSegment, type Said, type TrainMessage } from './runSegment.ts';
import { createWishes, type Wishes } from './wishes.ts';

/**
 * The training process of a slot: TensorFlow blocks its thread, so it has one of its own. It stays between trials, with
 * library, data sets and feature nets loaded, and ends when the supervisor closes the channel.
 */
async function main(): Promise<void> {
  if (process.send === undefined) throw new Error('The training process is started by the trainer, not by hand.');
  const native = await nativeLibrary();
  const env = childEnv();
  const shelf = createDataShelf({ env, random: native.random });
  const outbox = processOutbox();
  /** Of the segment that was begun last; words for another one come too late. */
  let newest: { trialId: number; attempt: number; wishes: Wishes } | undefined;
  let queue: Promise<void> = Promise.resolve();

  process.on('message', (message: ToChild) => {
    if (message.type === 'train') {
      const wishes = createWishes();
      newest = { trialId: message.trialId, attempt: message.attempt, wishes };
      queue = queue.then(() => train(message, wishes));
      return;
    }
    if (newest?.trialId !== message.trialId || newest.attempt !== message.attempt) return;
    if (message.type === 'stop') newest.wishes.request(message.intent);
    else newest.wishes.hold(message.type === 'hold');
  });
  process.on('disconnect', () => process.exit(0));
  outbox.put({ type: 'ready', device: native.device, library: native.library });

  async function train(message: TrainMessage, wishes: Wishes): Promise<void> {
    const { trialId, attempt, config } = message;
    const say = (said: Said) => outbox.put({ ...said, trialId, attempt } as FromChild);
    const log = (text: string) => say({ type: 'log', level: 'info', step: null, message: text });
    let training: ReturnType<typeof createTraining> | undefined;
    try {
      const data = await shelf.data(config, log);
      const features = data.kind === 'images' ? await shelf.features(data, log) : undefined;
      const checkpoint = message.resumeFrom === undefined ? undefined : await readCheckpoint(message.resumeFrom);
      requireSameData(data, checkpoint?.dataVersion);
      const { mode, compile } = chooseExecution({
        config,
        device: native.device,
        ...(checkpoint?.mode && { before: checkpoint.mode }),
        mayChange: env.mayChangeExecution,
        log,
      });
      training = createTraining({
        config,
        data,
        random: native.random,
        ...(features && { features }),
        ...(compile && { compiled: { compile, draws: native.draws } }),
      });
      if (checkpoint !== undefined) {
        training.restore(checkpoint.state);
        log(`Resumed at step ${training.step} of ${config.steps}.`);
      }
      const end = await runSegment({
        train: message,
        training,
        ...(checkpoint?.health && { health: checkpoint.health }),
        say,
        execution: { mode, device: native.device, threads: message.threads, library: native.library },
        sample: sampleShapeOf(data),
        codeVersion: trainer.version,
        dataVersion: dataVersionOf(data),
        wishes,
      });
      say({ type: 'ended', ...end });
    } catch (error) {
      say({ type: 'failed', step: training?.step ?? null, ...explainFailure(error) });
    } finally {
      training?.dispose();
    }
  }
}

await main();
