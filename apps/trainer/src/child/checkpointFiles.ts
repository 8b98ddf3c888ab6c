import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstDataVersion } from '@seesaw/gan/data/dataVersion';
import { decodeSafetensors, encodeSafetensors, type PlainTensors } from '@seesaw/gan/state/safetensors';
import {
  type CheckpointManifest,
  checkpointFolder,
  checkpointSchemaVersion,
  parseManifest,
} from '@seesaw/shared/checkpointManifest';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { HealthHistory } from '@seesaw/shared/health';
import { writeFolderDurably } from './durableFiles.ts';

export type ManifestFacts = Omit<CheckpointManifest, 'schemaVersion' | 'stateSha' | 'bytes' | 'createdAt'>;

/**
 * `<trialFolder>/checkpoints/global_step_<n>` with manifest and state, durable when this returns. The manifest that is returned is
 * without what verdicts remember: only who goes on from these files needs that.
 */
export async function writeCheckpoint(
  trialFolder: string,
  state: PlainTensors,
  { health, ...facts }: ManifestFacts,
): Promise<{ folder: string; manifest: CheckpointManifest }> {
  const bytes = encodeSafetensors(state);
  const manifest: CheckpointManifest = {
    schemaVersion: checkpointSchemaVersion,
    ...facts,
    stateSha: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    createdAt: new Date().toISOString(),
  };
  const folder = join(trialFolder, 'checkpoints', checkpointFolder(facts.step));
  await writeFolderDurably(folder, [
    { name: 'state.safetensors', bytes },
    { name: 'manifest.json', bytes: new TextEncoder().encode(`${manifestText(manifest, health)}\n`) },
  ]);
  return { folder, manifest };
}

export interface ReadCheckpoint {
  readonly state: PlainTensors;
  /** How its steps ran, and in a program of how many lanes; absent where there were none. */
  readonly ran?: { readonly mode: ExecutionMode; readonly lanes: number };
  /** Of the data that its steps saw; absent where there were none. */
  readonly dataVersion?: number;
  readonly health?: HealthHistory;
}

/** Throws `checkpoint-corrupt` where the manifest is of another schema version or the state is not whole. */
export async function readCheckpoint(folder: string): Promise<ReadCheckpoint> {
  const manifest = join(folder, 'manifest.json');
  const { step, execution, dataVersion, health } = parseManifest(await readFile(manifest, 'utf8'), manifest);
  const file = join(folder, 'state.safetensors');
  return {
    state: decodeSafetensors(await readFile(file), file),
    ...(step > 0 && {
      ran: { mode: execution.mode, lanes: execution.lanes ?? 1 },
      dataVersion: dataVersion ?? firstDataVersion,
    }),
    ...(health !== undefined && { health }),
  };
}

/** What verdicts remember is long and for no one to read: one line at the end. */
function manifestText(manifest: CheckpointManifest, health: HealthHistory | undefined): string {
  const text = JSON.stringify(manifest, null, 2);
  return health === undefined ? text : `${text.slice(0, -2)},\n  "health": ${JSON.stringify(health)}\n}`;
}
