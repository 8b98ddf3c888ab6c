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

/** A host that is there uploads within seconds; where it cannot, the segment goes back and may come to that very host. */
const UPLOAD_MS = 60_000;

/**
 * The newest checkpoint that is really good. A copy in the local spool is preferred to a download. What turns out bad or
 * lost is reported and the next older one is tried. What only another host has is waited for while that host is there: going
 * on from an older one would drop what was trained since. When it is gone the checkpoint is passed over, but not called bad.
 * Without any, training begins from scratch, which gives the same result later.
 *
 * @throws SeesawError 'unavailable' when MLflow stays away and only it has the bytes, or a host that is there does not upload
 */
export async function chooseCheckpoint(options: {
  trial: SpooledTrial;
  /** Newest first. */
  candidates: readonly (CheckpointRow & { readonly ofNumber?: number })[];
  spool: Spool;
  artifacts: ArtifactStore;
  signal: AbortSignal;
  log: Logger;
  /** The row as it is now; undefined when it is gone. */
  reread(row: CheckpointRow): Promise<CheckpointRow | undefined>;
  /** Whether a trainer is alive there. */
  isThere(host: string): Promise<boolean>;
  /** `why` follows after "it cannot be used:". */
  onBad(row: CheckpointRow, why: string): Promise<void>;
  uploadMs?: number;
}): Promise<ChosenCheckpoint> {
  const { trial, candidates, spool, artifacts, signal, log, reread, isThere, onBad, uploadMs = UPLOAD_MS } = options;
  for (const candidate of candidates) {
    const row = isElsewhere(candidate) ? await uploadedBy(candidate) : candidate;
    if (row === undefined || row.corrupt) continue;
    if (parseLocation(row.location).kind === 'none') return { folder: null, step: row.step };
    const folder = spool.checkpointFolder({ ...trial, number: candidate.ofNumber ?? trial.number }, row.step);
    const local = await verifyCheckpoint(folder, row);
    if (local.kind === 'good') return { folder, step: row.step };
    const location = parseLocation(row.location);
    if (location.kind === 'spool' && location.host !== spool.host) {
      log.warn(
        { step: row.step, host: location.host },
        'the checkpoint lies on a host that is gone and was not uploaded',
      );
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

  function isElsewhere({ location, corrupt }: CheckpointRow): boolean {
    const place = parseLocation(location);
    return !corrupt && place.kind === 'spool' && place.host !== spool.host;
  }

  /** Waits until it is uploaded, or nobody is there any more who would do that. */
  function uploadedBy(candidate: CheckpointRow): Promise<CheckpointRow | undefined> {
    const look = async () => {
      const row = await reread(candidate);
      if (row === undefined || !isElsewhere(row)) return row;
      const place = parseLocation(row.location);
      if (place.kind !== 'spool' || !(await isThere(place.host))) return row;
      const message = `The checkpoint of step ${row.step} lies on ${place.host}, which has not uploaded it yet`;
      throw new SeesawError('unavailable', message, { retryable: true, facts: { step: row.step } });
    };
    const onWait = (error: SeesawError, pauseMs: number) => log.info({ pauseMs }, error.message);
    return whileUnavailable(look, { signal, forMs: uploadMs, onWait });
  }
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
