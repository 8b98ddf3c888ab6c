import { createHash } from 'node:crypto';
import type { CheckpointManifest } from '@seesaw/shared/checkpointManifest';
import { canonicalJson } from '@seesaw/shared/trialConfig';
import trainer from '../../package.json' with { type: 'json' };
import type { TrainOrder } from '../slot/training.ts';

/** The checkpoint of a test function is its step: there is no state, hence no file. `stateSha` stands for (config, step). */
export function statelessCheckpoint({ trialId, attempt, config }: TrainOrder, step: number): CheckpointManifest {
  return {
    schemaVersion: 1,
    trialId,
    attempt,
    step,
    config,
    stateSha: createHash('sha256').update(canonicalJson({ config, step })).digest('hex'),
    bytes: 0,
    execution: { mode: 'eager', device: 'cpu', threads: 1, library: 'none' },
    codeVersion: trainer.version,
    createdAt: new Date().toISOString(),
  };
}
