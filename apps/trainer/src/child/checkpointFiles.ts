import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSafetensors, encodeSafetensors, type PlainTensors } from '@seesaw/gan/state/safetensors';
import {
  type CheckpointManifest,
  checkpointFolder,
  checkpointSchemaVersion,
  parseManifest,
} from '@seesaw/shared/checkpointManifest';
import { writeFolderDurably } from './durableFiles.ts';

export type ManifestFacts = Omit<CheckpointManifest, 'schemaVersion' | 'stateSha' | 'bytes' | 'createdAt'>;

/** `<trialFolder>/checkpoints/global_step_<n>` with manifest and state, durable when this returns. */
export async function writeCheckpoint(
  trialFolder: string,
  state: PlainTensors,
  facts: ManifestFacts,
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
    { name: 'manifest.json', bytes: new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`) },
  ]);
  return { folder, manifest };
}

/** Throws `checkpoint-corrupt` where the manifest is of another schema version or the state is not whole. */
export async function readCheckpoint(folder: string): Promise<PlainTensors> {
  const manifest = join(folder, 'manifest.json');
  parseManifest(await readFile(manifest, 'utf8'), manifest);
  const file = join(folder, 'state.safetensors');
  return decodeSafetensors(await readFile(file), file);
}
