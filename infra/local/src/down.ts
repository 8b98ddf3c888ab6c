import { rmSync } from 'node:fs';
import { localEnv } from './env.ts';
import { withFileLock } from './fileLock.ts';
import { homePaths } from './homePaths.ts';
import { stopLeftovers } from './leftovers.ts';
import { signal } from './processIdentity.ts';
import type { OnProgress } from './progress.ts';
import { readState, supervisorLives } from './state.ts';
import { waitUntil } from './waitUntil.ts';

/** All services together have this long to finish. */
const stopTimeoutMs = 120_000;

export interface DownOptions {
  /** Default: SEESAW_HOME or ~/.seesaw. */
  home?: string;
  onProgress?: OnProgress;
}

/**
 * Stops everything that runs in `home`, in order, and resolves when no process is left; data stay. Gives whether
 * anything was running.
 */
export async function down({ home = localEnv().home, onProgress }: DownOptions = {}): Promise<boolean> {
  const paths = homePaths(home);
  const startMs = performance.now();
  const ran = await withFileLock(paths.lock, async () => {
    const state = readState(paths.state);
    if (state === undefined || !supervisorLives(state)) return (await stopLeftovers(paths)).length > 0;
    signal(state.supervisorPid, 'SIGTERM');
    try {
      await waitUntil('the supervisor to end', () => !supervisorLives(state), { timeoutMs: stopTimeoutMs });
    } catch {
      // It is stuck: kill it, and what it kept is stopped as leftovers below.
      signal(state.supervisorPid, 'SIGKILL');
      await waitUntil('the supervisor to die', () => !supervisorLives(state), { timeoutMs: 10_000 });
    }
    await stopLeftovers(paths);
    rmSync(paths.wanted, { force: true });
    return true;
  });
  const elapsedMs = Math.round(performance.now() - startMs);
  onProgress?.({ step: 'down', kind: 'done', text: ran ? 'everything is stopped' : 'nothing was running', elapsedMs });
  return ran;
}
