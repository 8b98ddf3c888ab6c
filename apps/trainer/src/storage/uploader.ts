import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkpointFolder } from '@seesaw/shared/checkpointManifest';
import { SeesawError } from '@seesaw/shared/errors';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Store } from '@seesaw/store/storePort';
import type { Logger } from 'pino';
import { checkpointFiles } from '../segment/verifyCheckpoint.ts';
import type { ArtifactStore } from './artifactStore.ts';
import type { Garbage, GarbageNote } from './garbage.ts';
import { formatLocation, parseLocation } from './location.ts';
import { isMissingFile, type Spool, type SpooledTrial } from './spool.ts';

/** Also without being woken: a run of MLflow may have come into being meanwhile. */
const EVERY_MS = 3_000;
const MAX_PAUSE_MS = 60_000;
const BATCH = 20;
/** Retention of ended sweeps is in no hurry. */
const PRUNE_EVERY_MS = 15_000;
/** Readers that learnt the old location a moment ago still find the files. */
const KEEP_SAMPLES_MS = 60_000;

export type UploadedTrial = SpooledTrial & { readonly trialId: number };

/**
 * Moves what lies in the spool of this host to MLflow's artifact store, oldest first, and then points the row there. An
 * outage of MLflow or Postgres only delays it; a crash between upload and row repeats the upload, which replaces equal
 * bytes. The newest checkpoint of a trial that goes on stays here as well: resuming from it needs no network.
 */
export interface Uploader {
  /** Something new lies in the spool. */
  wake(): void;
  /** The trial ended: what was uploaded needs no local copy any more. */
  ended(trial: UploadedTrial): void;
  /** One round, now. Returns how many things were uploaded. For tests and shutdown. */
  round(): Promise<number>;
  /**
   * Ends after the upload that is under way, and removes the local copies of samples that are in MLflow. `lastRoundMs`: for
   * so long what waits is uploaded first, unless MLflow is away: other hosts go on from it.
   */
  close(lastRoundMs?: number): Promise<void>;
}

export function startUploader(options: {
  store: Pick<Store, 'checkpoints' | 'samples' | 'trials'>;
  spool: Spool;
  artifacts: ArtifactStore;
  garbage: Garbage;
  log: Logger;
  everyMs?: number;
  keepSamplesMs?: number;
  pruneEveryMs?: number;
}): Uploader {
  const { store, spool, artifacts, garbage, log } = options;
  const { everyMs = EVERY_MS, keepSamplesMs = KEEP_SAMPLES_MS, pruneEveryMs = PRUNE_EVERY_MS } = options;
  const { host } = spool;
  const ended = new Map<number, UploadedTrial>();
  let removals: { paths: string[]; after: number }[] = [];
  /** Rows that cannot be uploaded: the oldest come first, and a batch full of them would keep all others from their turn. */
  const passed = { checkpoints: new Set<number>(), samples: new Set<number>() };
  let pruneAtMs = 0;
  let ending = false;
  let closed = false;
  let outages = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;

  async function uploadCheckpoints(): Promise<number> {
    const rows = await store.checkpoints.waitingForUpload({ host, limit: BATCH + passed.checkpoints.size });
    let uploaded = 0;
    for (const row of rows) {
      if (closed) return uploaded;
      if (passed.checkpoints.has(row.id)) continue;
      const { runId, experimentId } = row;
      const to = { experimentId, runId, path: `checkpoints/${checkpointFolder(row.step)}` };
      const from = spool.pathOf(row.location);
      if (from === null) throw new Error(`${row.location} is not on this host, ${host}.`);
      try {
        for (const file of checkpointFiles) {
          await artifacts.putFile({ ...to, path: `${to.path}/${file}` }, join(from, file));
        }
      } catch (error) {
        if (isMissingFile(error)) await lost(row);
        else {
          passOver(error, row);
          passed.checkpoints.add(row.id);
        }
        continue;
      }
      const location = formatLocation({ kind: 'mlflow', ...to });
      await store.checkpoints.uploaded({ checkpointId: row.id, location });
      // Pruned or replayed meanwhile: then nobody would ever remove what was just uploaded.
      if (!(await isWanted({ trialId: row.trialId, location })))
        await garbage.addArtifact({ trialId: row.trialId, location });
      log.debug({ trialId: row.trialId, step: row.step, location }, 'checkpoint uploaded');
      await tidy({ trialId: row.trialId, sweepId: row.sweepId, number: row.number });
      uploaded++;
    }
    return uploaded;
  }

  /** An outage ends the round; what MLflow refuses for good must not block the others. */
  function passOver(error: unknown, row: { trialId: number; step: number }): void {
    if (!(error instanceof SeesawError) || error.code === 'unavailable') throw error;
    log.error({ err: error, trialId: row.trialId, step: row.step }, 'MLflow refuses an upload; the local copy stays');
  }

  /** Pruned while it was being uploaded, or its files are gone: only the first is harmless, and then the row is gone. */
  async function lost(row: { id: number; trialId: number; step: number; location: string }): Promise<void> {
    const rows = await store.checkpoints.list(row.trialId);
    if (!rows.some(({ id, location }) => id === row.id && location === row.location)) return;
    const message = `The files of the checkpoint of step ${row.step} are gone from the spool of ${host}.`;
    log.error({ trialId: row.trialId, step: row.step }, message);
    await store.checkpoints.markCorrupt({ checkpointId: row.id, message });
  }

  async function uploadSamples(): Promise<number> {
    const rows = await store.samples.waitingForUpload({ host, limit: BATCH + passed.samples.size });
    let uploaded = 0;
    for (const row of rows) {
      if (closed) return uploaded;
      if (passed.samples.has(row.id)) continue;
      const { runId, experimentId } = row;
      const [png, tensors] = [spool.pathOf(row.pngLocation), spool.pathOf(row.tensorsLocation)];
      if (png === null || tensors === null) throw new Error(`${row.pngLocation} is not on this host, ${host}.`);
      const place = (file: string) => ({ experimentId, runId, path: `samples/${basename(file)}` });
      try {
        for (const file of [tensors, png]) await artifacts.putFile(place(file), file);
      } catch (error) {
        if (!isMissingFile(error)) passOver(error, row);
        else log.warn({ trialId: row.trialId, step: row.step }, 'the files of a sample are gone from the spool');
        passed.samples.add(row.id);
        continue;
      }
      await store.samples.uploaded({
        sampleId: row.id,
        pngLocation: formatLocation({ kind: 'mlflow', ...place(png) }),
        tensorsLocation: formatLocation({ kind: 'mlflow', ...place(tensors) }),
      });
      removals.push({ paths: [png, tensors], after: Date.now() + keepSamplesMs });
      uploaded++;
    }
    return uploaded;
  }

  /** Removes local copies of what MLflow has, except the newest of a trial that may go on. */
  async function tidy(trial: UploadedTrial): Promise<void> {
    const rows = (await store.checkpoints.list(trial.trialId)).filter((row) => !row.corrupt);
    const { state } = await store.trials.get(trial.trialId);
    const goesOn = !isEndedTrial(state) || state === 'failed';
    const newest = Math.max(-1, ...rows.map((row) => row.step));
    for (const row of rows) {
      if (parseLocation(row.location).kind !== 'mlflow' || (goesOn && row.step === newest)) continue;
      await spool.remove(spool.checkpointFolder(trial, row.step));
    }
  }

  /** The row may not point there yet: a replay saved the step again and uploads it to the same place. */
  async function isWanted({ trialId, location }: GarbageNote): Promise<boolean> {
    const rows = await store.checkpoints.list(trialId);
    return rows.some((row) => location.endsWith(`/${checkpointFolder(row.step)}`));
  }

  async function tidyEnded(): Promise<void> {
    for (const trial of [...ended.values()]) {
      await tidy(trial);
      ended.delete(trial.trialId);
    }
  }

  async function pruneEnded(): Promise<void> {
    if (performance.now() < pruneAtMs) return;
    for (const pruned of await store.checkpoints.pruneEnded(host)) await garbage.add(pruned, pruned);
    pruneAtMs = performance.now() + pruneEveryMs;
  }

  async function removeOldSamples(): Promise<void> {
    const due = removals.filter(({ after }) => after <= Date.now());
    removals = removals.filter((removal) => !due.includes(removal));
    for (const { paths } of due) for (const path of paths) await spool.remove(path);
  }

  async function round(): Promise<number> {
    await pruneEnded();
    await garbage.collect(isWanted);
    const uploaded = (await uploadCheckpoints()) + (await uploadSamples());
    await tidyEnded();
    await removeOldSamples();
    return uploaded;
  }

  async function run(): Promise<void> {
    let pauseMs = everyMs;
    try {
      const uploaded = await round();
      if (outages > 0) log.info({ outages }, 'uploading again');
      outages = 0;
      if (uploaded > 0 || again) pauseMs = 0;
    } catch (error) {
      pauseMs = Math.min(everyMs * 2 ** outages, MAX_PAUSE_MS);
      outages++;
      const away = error instanceof SeesawError && error.code === 'unavailable';
      if (outages === 1 || !away) log.warn({ err: error, pauseMs }, 'upload interrupted; nothing is lost, tried again');
    }
    again = false;
    running = null;
    plan(pauseMs);
  }

  function plan(afterMs: number): void {
    if (ending) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = run();
    }, afterMs);
  }

  plan(0);
  return {
    wake() {
      again = true;
      if (running === null && outages === 0) plan(0);
    },
    ended(trial) {
      ended.set(trial.trialId, trial);
      this.wake();
    },
    round,
    async close(lastRoundMs = 0) {
      ending = true;
      clearTimeout(timer);
      const lastRound = async () => {
        await running;
        if (outages > 0) return;
        running = run();
        await running;
      };
      if (lastRoundMs > 0) await Promise.race([lastRound(), sleep(lastRoundMs, undefined, { ref: false })]);
      closed = true;
      await running;
      // Nobody would remember them; whoever has the old location asks the row again.
      for (const { paths } of removals.splice(0)) for (const path of paths) await spool.remove(path);
    },
  };
}
