import { dataVersionOf } from '@seesaw/gan/data/dataVersion';
import { sampleShapeOf } from '@seesaw/gan/data/sampleShape';
import type { Asks } from '@seesaw/gan/game/feeding';
import { sharedLooks } from '@seesaw/gan/game/sharedLooks';
import trainer from '../../package.json' with { type: 'json' };
import { createDataShelf } from '../data/dataShelf.ts';
import type { FromChild, ToChild } from '../protocol.ts';
import { readCheckpoint } from './checkpointFiles.ts';
import { childEnv } from './childEnv.ts';
import { explainFailure } from './explainFailure.ts';
import { nativeLibrary } from './nativeLibrary.ts';
import { type OpenTraining, openTraining } from './openTraining.ts';
import { processOutbox } from './outbox.ts';
import { createPackShelf } from './packShelf.ts';
import { requireSameData } from './requireSameData.ts';
import { runSegment, type Said, type TrainMessage } from './runSegment.ts';
import { createTurns } from './turns.ts';
import { createWishes, type Wishes } from './wishes.ts';

/**
 * The training process of a slot: TensorFlow blocks its thread, so it has one of its own. It stays between trials, with
 * library, data sets, feature nets and the program of its pack loaded, and ends when the supervisor closes the channel.
 */
async function main(): Promise<void> {
  if (process.send === undefined) throw new Error('The training process is started by the trainer, not by hand.');
  const native = await nativeLibrary();
  const env = childEnv();
  const shelf = createDataShelf({ env, random: native.random });
  const outbox = processOutbox();
  const packs = createPackShelf(native.draws);
  const looks = sharedLooks();
  const asked = new Map<string, Asks>();
  const turns = createTurns();
  /** Of the segments that wait or train, by `nameOf`; words for another one come too late. */
  const segments = new Map<string, Wishes>();

  process.on('message', (message: ToChild) => {
    if (message.type === 'train') {
      const wishes = createWishes();
      segments.set(nameOf(message), wishes);
      turns.take(message.pack && `${message.pack.lanes} ${message.pack.key}`, async () => {
        await train(message, wishes);
        segments.delete(nameOf(message));
      });
      return;
    }
    const wishes = segments.get(nameOf(message));
    if (message.type === 'stop') wishes?.request(message.intent);
    else wishes?.hold(message.type === 'hold');
  });
  process.on('disconnect', () => process.exit(0));
  outbox.put({ type: 'ready', device: native.device, library: native.library });

  async function train(message: TrainMessage, wishes: Wishes): Promise<void> {
    const { trialId, attempt, config } = message;
    const say = (said: Said) => outbox.put({ ...said, trialId, attempt } as FromChild);
    const log = (text: string) => say({ type: 'log', level: 'info', step: null, message: text });
    let open: OpenTraining | undefined;
    try {
      const data = await shelf.data(config, log);
      const features = data.kind === 'images' ? await shelf.features(data, log) : undefined;
      const checkpoint = message.resumeFrom === undefined ? undefined : await readCheckpoint(message.resumeFrom);
      requireSameData(data, checkpoint?.dataVersion);
      open = openTraining({
        train: message,
        data,
        ...(features && { features }),
        ...(checkpoint && { checkpoint }),
        native,
        packs,
        looks,
        asked,
        mayChange: env.mayChangeExecution,
        log,
      });
      const end = await runSegment({
        train: message,
        training: open.training,
        ...(checkpoint?.health && { health: checkpoint.health }),
        say,
        execution: open.execution,
        compilingMs: open.compilingMs,
        sample: sampleShapeOf(data),
        codeVersion: trainer.version,
        dataVersion: dataVersionOf(data),
        wishes,
      });
      say({ type: 'ended', ...end });
    } catch (error) {
      say({ type: 'failed', step: open?.training.step ?? null, ...explainFailure(error) });
    } finally {
      open?.close();
    }
  }
}

function nameOf({ trialId, attempt }: { readonly trialId: number; readonly attempt: number }): string {
  return `${trialId}/${attempt}`;
}

await main();
