import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { checkpointFolder } from '@seesaw/shared/checkpointManifest';
import { formatLocation, parseLocation } from './location.ts';

export interface SpooledTrial {
  readonly sweepId: string;
  readonly number: number;
}

/**
 * The local folder where bytes are durable before anything else happens to them:
 * `<root>/<sweepId>/<number>/{checkpoints/global_step_<n>/{manifest.json,state.safetensors}, samples/step_<n>.{png,safetensors}}`.
 */
export interface Spool {
  readonly root: string;
  readonly host: string;
  trialFolder(trial: SpooledTrial): string;
  /** Where a checkpoint lies here, whether it does or not. */
  checkpointFolder(trial: SpooledTrial, step: number): string;
  /** Steps of the checkpoints that lie here. */
  checkpointSteps(trial: SpooledTrial): Promise<number[]>;
  /** @throws Error for a path outside the spool */
  locationOf(path: string): string;
  /** Absolute path; null when the bytes lie on another host or in MLflow. */
  pathOf(location: string): string | null;
  /** Removes a file or folder below the root; missing ones are fine. */
  remove(path: string): Promise<void>;
  /** Removes what unfinished writes of processes that are gone left behind. Returns how many. */
  clean(): Promise<number>;
  /** Sweeps that have a folder here. */
  sweepIds(): Promise<string[]>;
  sweepFolder(sweepId: string): string;
  /** Trials of a sweep that have a folder here. */
  trialNumbers(sweepId: string): Promise<number[]>;
}

/** `<final name>.tmp-<pid>-<random>`: an unfinished file or folder. */
const UNFINISHED = /\.tmp-(\d+)(-[\w-]+)?$/;
/** Bookkeeping of the spool itself, no sweep. */
const INTERNAL = /^\./;

export async function openSpool(options: { root: string; host: string }): Promise<Spool> {
  const root = resolve(options.root);
  const { host } = options;
  await mkdir(root, { recursive: true, mode: 0o700 });

  const inside = (path: string): string => {
    const full = resolve(root, path);
    if (!full.startsWith(root + sep)) throw new Error(`${path} lies outside the spool ${root}.`);
    return full;
  };
  const trialFolder = ({ sweepId, number }: SpooledTrial) => inside(join(sweepId, String(number)));

  async function clean(folder: string): Promise<number> {
    let removed = 0;
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const unfinished = UNFINISHED.exec(entry.name);
      if (unfinished !== null) {
        if (isAlive(Number(unfinished[1]))) continue;
        await rm(path, { recursive: true, force: true });
        removed++;
      } else if (entry.isDirectory()) removed += await clean(path);
    }
    return removed;
  }

  return {
    root,
    host,
    trialFolder,
    checkpointFolder: (trial, step) => join(trialFolder(trial), 'checkpoints', checkpointFolder(step)),
    async checkpointSteps(trial) {
      const names = await namesIn(join(trialFolder(trial), 'checkpoints'));
      return names.flatMap((name) => {
        const step = /^global_step_(\d+)$/.exec(name)?.[1];
        return step === undefined ? [] : [Number(step)];
      });
    },
    locationOf: (path) =>
      formatLocation({ kind: 'spool', host, path: relative(root, inside(path)).split(sep).join('/') }),
    pathOf(location) {
      const parsed = parseLocation(location);
      return parsed.kind === 'spool' && parsed.host === host ? inside(parsed.path) : null;
    },
    remove: (path) => rm(inside(path), { recursive: true, force: true }),
    clean: () => clean(root),
    sweepIds: async () => (await namesIn(root)).filter((name) => !INTERNAL.test(name)),
    sweepFolder: (sweepId) => inside(sweepId),
    trialNumbers: async (sweepId) => (await namesIn(inside(sweepId))).filter((name) => /^\d+$/.test(name)).map(Number),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}

export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
