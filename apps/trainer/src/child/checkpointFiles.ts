import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSafetensors, encodeSafetensors, type PlainTensors } from '@seesaw/gan/state/safetensors';
import { type CheckpointManifest, checkpointFolder } from '@seesaw/shared/checkpointManifest';
import { SeesawError } from '@seesaw/shared/errors';
import { writeFolderDurably } from './durableFiles.ts';

const schemaVersionWritten = 1;

export type ManifestFacts = Omit<CheckpointManifest, 'schemaVersion' | 'stateSha' | 'bytes' | 'createdAt'>;

/** `<trialFolder>/checkpoints/global_step_<n>` with manifest and state, durable when this returns. */
export async function writeCheckpoint(
  trialFolder: string,
  state: PlainTensors,
  facts: ManifestFacts,
): Promise<{ folder: string; manifest: CheckpointManifest }> {
  const bytes = encodeSafetensors(state);
  const manifest: CheckpointManifest = {
    schemaVersion: schemaVersionWritten,
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
  const { schemaVersion } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  if (schemaVersion !== schemaVersionWritten) {
    throw new SeesawError(
      'checkpoint-corrupt',
      `${folder} has schema version ${schemaVersion}; this version of Seesaw reads version ${schemaVersionWritten}.`,
      { facts: { file: join(folder, 'manifest.json') } },
    );
  }
  const file = join(folder, 'state.safetensors');
  return decodeSafetensors(await readFile(file), file);
}
