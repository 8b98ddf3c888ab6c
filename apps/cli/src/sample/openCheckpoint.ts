import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { decodeSafetensors, type PlainTensors } from '@seesaw/gan/state/safetensors';
import { type CheckpointManifest, parseManifest } from '@seesaw/shared/checkpointManifest';
import { SeesawError } from '@seesaw/shared/errors';
import type { CheckpointRow, TrialRow } from '@seesaw/shared/records';
import { type ApiClient, ApiRefused } from '../apiClient.ts';
import { CliError } from '../cliError.ts';

export interface OpenCheckpoint {
  readonly manifest: CheckpointManifest;
  readonly tensors: PlainTensors;
}

const files = ['manifest.json', 'state.safetensors'] as const;

/** A path rather than the name of a trial: `./global_step_500`, `/data/…`, `…/global_step_500`. */
export function isCheckpointFolder(wanted: string): boolean {
  return /^\.{0,2}\/|^\.{1,2}$/.test(wanted) || /(^|\/)global_step_\d+\/?$/.test(wanted);
}

/** From a folder with the two files of a checkpoint, wherever it came from; nothing has to run. */
export async function openFolder(folder: string): Promise<OpenCheckpoint> {
  const read = async (file: (typeof files)[number]) => {
    try {
      return await readFile(join(folder, file));
    } catch (cause) {
      throw new CliError(`${folder} is no checkpoint: ${file} cannot be read there.`, {
        hint: 'A checkpoint is a folder with manifest.json and state.safetensors.',
        cause,
      });
    }
  };
  const [manifest, state] = await Promise.all([read(files[0]), read(files[1])]);
  return decode({ manifest, state, of: folder });
}

/**
 * The newest checkpoint of a trial up to `step`. Without `step`, one whose bytes are not at hand is passed over and told
 * to `note`, as resuming does.
 */
export async function openCheckpoint(
  api: ApiClient,
  trial: TrialRow,
  { step, note }: { step?: number | undefined; note: (text: string) => void },
): Promise<OpenCheckpoint> {
  const recipe = catalog.recipes.find(({ name }) => name === trial.config.recipe);
  if (recipe?.sampleKind === 'none') {
    throw new CliError(`Trial ${trial.number} is a ${recipe.name}: it has no generator.`, {
      hint: 'A test function is for trying search methods. See what generates: seesaw recipes',
    });
  }
  const rows = (await api.checkpoints(trial.id)).filter(({ corrupt }) => !corrupt);
  const candidates = rows.filter((row) => step === undefined || row.step <= step);
  let away: { row: CheckpointRow; refused: ApiRefused } | undefined;
  for (const row of candidates) {
    try {
      return await download(api, trial, row);
    } catch (error) {
      if (!(error instanceof ApiRefused && error.problem.status === 404)) throw error;
      away ??= { row, refused: error };
      if (step !== undefined) break;
      note(`The checkpoint of step ${row.step} is not at hand; an earlier one is taken.`);
    }
  }
  if (away !== undefined) {
    throw new CliError(`The checkpoint of step ${away.row.step} of trial ${trial.number} is not at hand any more.`, {
      hint: `${away.refused.hint ?? 'It was pruned a moment ago.'} Others: seesaw trial show ${trial.id}`,
      cause: away.refused,
    });
  }
  if (rows.length > 0) {
    const steps = rows.map((row) => row.step).toReversed();
    throw new CliError(`Trial ${trial.number} has no checkpoint up to step ${step}.`, {
      hint: `It has those of ${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}.`,
    });
  }
  throw new CliError(`Trial ${trial.number} has no checkpoint ${trial.state === 'running' ? 'yet' : 'any more'}.`, {
    hint: `One is written every ${trial.config.checkpoint.everySteps} steps; it is at step ${trial.step} (${trial.state}).`,
  });
}

async function download(api: ApiClient, trial: TrialRow, { id, step }: CheckpointRow): Promise<OpenCheckpoint> {
  const [manifest, state] = await Promise.all(files.map((file) => api.checkpointFile(id, file)));
  return decode({ manifest: manifest!, state: state!, of: `checkpoint ${step} of trial ${trial.number}` });
}

function decode(read: { manifest: Uint8Array; state: Uint8Array; of: string }): OpenCheckpoint {
  const { state, of } = read;
  try {
    const manifest = parseManifest(new TextDecoder().decode(read.manifest), `${of}: manifest.json`);
    if (createHash('sha256').update(state).digest('hex') !== manifest.stateSha) {
      throw new CliError(`${of} is damaged: its state.safetensors is not the one its manifest names (SHA-256).`, {
        hint: 'Take another one with --step.',
      });
    }
    return { manifest, tensors: decodeSafetensors(state, `${of}: state.safetensors`) };
  } catch (error) {
    throw error instanceof SeesawError ? new CliError(error.message, { hint: error.facts.hint, cause: error }) : error;
  }
}
