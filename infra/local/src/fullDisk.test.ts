import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tsxImport } from './services/app.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

/** A file system of its own needs a mount namespace: as root, or with a user namespace where the system allows it. */
const unshare = [['--mount'], ['--mount', '--map-root-user']].find(
  (flags) => spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
);

/** Fills the disk of a home, kills its PostgreSQL, makes room again, and prints what the supervisor did meanwhile. */
const scenario = `
const { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } = await import('node:fs');
const { dirname } = await import('node:path');
const { up } = await import('@src/up.ts');
const { down } = await import('@src/down.ts');
const { status } = await import('@src/status.ts');
const { homePaths } = await import('@src/homePaths.ts');
const { waitUntil } = await import('@src/waitUntil.ts');
const home = process.env.HOME_UNDER_TEST;
const patience = { timeoutMs: 60_000, everyMs: 100 };
await up({ home, services: ['postgres'] });
try {
  const before = status({ home });
  const filler = openSync(home + '/filler', 'w');
  let full = false;
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) writeSync(filler, Buffer.alloc(size, 1));
    } catch (cause) {
      full = cause.code === 'ENOSPC';
    }
  }
  closeSync(filler);
  // Once the supervisor has taken note of the death it cannot write that down, nor start a server without room for its lock file:
  // what it tries is seen by its folder, where an unfinished file came and went.
  const folder = dirname(homePaths(home).state);
  const touched = statSync(folder).mtimeMs;
  const hasTried = () => statSync(folder).mtimeMs > touched && !readdirSync(folder).some((name) => name.endsWith('.tmp'));
  process.kill(before.services[0].pid, 'SIGKILL');
  await waitUntil('the supervisor to try to write it down', hasTried, patience);
  const during = status({ home });
  rmSync(home + '/filler');
  const after = await waitUntil('postgres to be back', () => {
    const now = status({ home });
    return now.ready && now.services[0].pid !== before.services[0].pid && now;
  }, patience);
  console.log(JSON.stringify({
    full,
    supervisors: [before, during, after].map((report) => report.supervisorPid),
    log: readFileSync(homePaths(home).log('supervisor'), 'utf8'),
  }));
} finally {
  await down({ home });
}
`;

test.skipIf(unshare === undefined)(
  'a full disk stops neither the supervisor nor, once there is room again, what it keeps running',
  async () => {
    const home = join(temporaryFolder(), 'home');
    mkdirSync(home);
    const source = scenario.replaceAll('@src/', new URL('.', import.meta.url).href);
    const mount = `mount -t tmpfs -o size=120m,mode=711 tmpfs "$HOME_UNDER_TEST" && exec "$@"`;
    const node = [process.execPath, '--import', tsxImport, '--input-type=module', '--eval', source];
    const child = spawn('unshare', [...unshare!, 'sh', '-c', mount, 'sh', ...node], {
      env: { ...process.env, HOME_UNDER_TEST: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    const { full, supervisors, log } = JSON.parse(output) as { full: boolean; supervisors: number[]; log: string };
    expect(full).toBe(true);
    expect(new Set(supervisors).size).toBe(1);
    expect(log).toContain('can be written again');
    expect(log).not.toContain('stops everything');
  },
  120_000,
);
