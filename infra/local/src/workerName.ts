import { hostname } from 'node:os';
import { join } from 'node:path';
import { withFileLock } from './fileLock.ts';
import { type HomePaths, homePaths } from './homePaths.ts';
import { isAlive } from './processIdentity.ts';
import { readState } from './state.ts';

/** Someone else of this home has the name. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
}

/** The name under which a worker is known, and where its bytes lie until they are uploaded. */
export interface WorkerName {
  readonly name: string;
  readonly spool: string;
}

/**
 * Runs `work` under a name that no other worker of this home has meanwhile. Without a wish it is the name of the machine, or the
 * first free one of `<machine>-2`, `-3`, …: the same at every start, because checkpoints that were not uploaded yet
 * are found again by it.
 *
 * @throws NameTaken when the wanted one is
 */
export async function withWorkerName<T>(
  home: string,
  wanted: string | undefined,
  work: (worker: WorkerName) => Promise<T>,
): Promise<T> {
  const paths = homePaths(home);
  if (wanted !== undefined) return hold(paths, wanted, work);
  for (let place = 1; ; place += 1) {
    const name = place === 1 ? hostname() : `${hostname()}-${place}`;
    try {
      return await hold(paths, name, work);
    } catch (error) {
      if (!(error instanceof NameTaken)) throw error;
    }
  }
}

async function hold<T>(paths: HomePaths, name: string, work: (worker: WorkerName) => Promise<T>): Promise<T> {
  const machine = name === hostname();
  const trainer = readState(paths.state)?.services.trainer;
  if (machine && trainer?.pid !== undefined && isAlive({ pid: trainer.pid, startMark: trainer.startMark ?? '' }))
    throw new NameTaken(`The trainer that seesaw up started here is ${name} already.`);
  const spool = machine ? paths.spool : join(paths.home, 'spools', name);
  const lock = join(paths.run, `worker-${name}.lock`);
  return withFileLock(
    lock,
    () => work({ name, spool }),
    (pid) => {
      throw new NameTaken(`A worker named ${name} runs here already, as process ${pid}.`);
    },
  );
}
