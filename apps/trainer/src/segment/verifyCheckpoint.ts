import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkpointSchemaVersion } from '@seesaw/shared/checkpointManifest';
import { z } from 'zod';
import { isMissingFile } from '../storage/spool.ts';

/** The two files of a checkpoint. State goes first wherever they are copied, so that a manifest means "complete". */
export const checkpointFiles = ['state.safetensors', 'manifest.json'] as const;

export interface ExpectedCheckpoint {
  readonly trialId: number;
  readonly step: number;
  readonly stateSha: string;
}

/** `missing`: no such folder or file. `bad`: there, but not what the row says. */
export type Verdict = { readonly kind: 'good' } | { readonly kind: 'missing' | 'bad'; readonly why: string };

const manifestSchema = z.looseObject({
  schemaVersion: z.number().int(),
  trialId: z.number().int(),
  step: z.number().int(),
  stateSha: z.string(),
});

/** Compares the manifest and the SHA-256 of `state.safetensors` with the row. A torn file never reaches a trial. */
export async function verifyCheckpoint(folder: string, expected: ExpectedCheckpoint): Promise<Verdict> {
  try {
    const manifest = manifestSchema.safeParse(parseJson(await readFile(join(folder, 'manifest.json'), 'utf8')));
    if (!manifest.success) return { kind: 'bad', why: 'manifest.json cannot be read as a manifest' };
    const { schemaVersion, trialId, step, stateSha } = manifest.data;
    if (schemaVersion !== checkpointSchemaVersion) {
      const why = `manifest.json has schema version ${schemaVersion}, known is ${checkpointSchemaVersion}`;
      return { kind: 'bad', why };
    }
    if (trialId !== expected.trialId || step !== expected.step) {
      return { kind: 'bad', why: `manifest.json belongs to trial ${trialId}, step ${step}` };
    }
    if (stateSha !== expected.stateSha) {
      return {
        kind: 'bad',
        why: `manifest.json names state ${short(stateSha)}, recorded is ${short(expected.stateSha)}`,
      };
    }
    const found = await sha256Of(join(folder, 'state.safetensors'));
    if (found === expected.stateSha) return { kind: 'good' };
    return {
      kind: 'bad',
      why: `state.safetensors has SHA-256 ${short(found)}, recorded is ${short(expected.stateSha)}`,
    };
  } catch (error) {
    if (isMissingFile(error)) return { kind: 'missing', why: 'its files are not there' };
    throw error;
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** `undefined` fits no schema. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function short(sha: string): string {
  return `${sha.slice(0, 12)}…`;
}
