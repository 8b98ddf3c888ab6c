import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SeesawError } from '@seesaw/shared/errors';
import type { CheckpointRow } from '@seesaw/shared/records';
import type { Logger } from 'pino';
import type { ArtifactPlace, ArtifactStore } from '../storage/artifactStore.ts';
import { parseLocation } from '../storage/location.ts';
import type { Spool, SpooledTrial } from '../storage/spool.ts';
import { whileUnavailable } from '../whileUnavailable.ts';
import { checkpointFiles, type Verdict, verifyCheckpoint } from './verifyCheckpoint.ts';

export interface ChosenCheckpoint {
  /** Folder in the spool, verified; null = from scratch (step 0), or a checkpoint that needs no bytes. */
  readonly folder: string | null;
  readonly step: number;
}

/**
 * The newest checkpoint that is really good. A copy in the local spool is preferred to a download. What turns out bad or
 * lost is reported and the next older one is tried; what lies on a host that cannot be reached is passed over but not
 * called bad. Without any, training begins from scratch, which gives the same result later.
 *
 * @throws SeesawError 'unavailable' when MLflow stays away and only it has the bytes
 */
export async function chooseCheckpoint(options: {
  trial: SpooledTrial;
  /** Newest first. */
  candidates: readonly (CheckpointRow & { readonly ofNumber?: number })[];
  spool: Spool;
  artifacts: ArtifactStore;
  signal: AbortSignal;
  log: Logger;
  /** `why` follows after "it cannot be used:". */
  onBad(row: CheckpointRow, why: string): Promise<void>;
}): Promise<ChosenCheckpoint> {
  const { trial, candidates, spool, artifacts, signal, log, onBad } = options;
  for (const row of candidates) {
    if (row.corrupt) continue;
    if (parseLocation(row.location).kind === 'none') return { folder: null, step: row.step };
    const folder = spool.checkpointFolder({ ...trial, number: row.ofNumber ?? trial.number }, row.step);
    const local = await verifyCheckpoint(folder, row);
    if (local.kind === 'good') return { folder, step: row.step };
    const location = parseLocation(row.location);
    if (location.kind === 'spool' && location.host !== spool.host) {
      log.warn({ step: row.step, host: location.host }, 'the checkpoint lies on another host and was not uploaded yet');
      continue;
    }
    let { why } = local;
    if (location.kind === 'mlflow') {
      const downloaded = await whileUnavailable(() => download({ from: location, folder, row, artifacts }), {
        signal,
        onWait: (error, pauseMs) => log.warn({ err: error, pauseMs }, 'waiting for MLflow to give a checkpoint'),
      });
      if (downloaded.kind === 'good') return { folder, step: row.step };
      why = downloaded.why;
    }
    await onBad(row, `${why} (${row.location})`);
  }
  return { folder: null, step: 0 };
}

/** Into a temporary folder, verified there, then moved: the folder's final name means "good". */
async function download(options: {
  from: ArtifactPlace;
  folder: string;
  row: CheckpointRow;
  artifacts: ArtifactStore;
}): Promise<Verdict> {
  const { from, folder, row, artifacts } = options;
  const unfinished = `${folder}.tmp-${process.pid}-${randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  try {
    for (const file of checkpointFiles) {
      const { experimentId, runId } = from;
      const bytes = await artifacts.get({ experimentId, runId, path: `${from.path}/${file}` });
      await writeFile(join(unfinished, file), bytes, { flush: true });
    }
    const verdict = await verifyCheckpoint(unfinished, row);
    if (verdict.kind !== 'good') return verdict;
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await rename(unfinished, folder);
    return verdict;
  } catch (error) {
    if (error instanceof SeesawError && error.code === 'not-found')
      return { kind: 'missing', why: 'MLflow lost its files' };
    throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
