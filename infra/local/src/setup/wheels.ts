import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { CommandFailed, runCommand } from '../command.ts';
import { stageFolder } from './stagedFolder.ts';

const extractor = fileURLToPath(new URL('./extractWheel.py', import.meta.url));

/** The shared libraries do not depend on Python, so one Python tag is asked for on every machine and its hash is known. */
const pythonTag = [
  '--implementation',
  'cp',
  '--python-version',
  '3.11',
  '--abi',
  'cp311',
  '--abi',
  'abi3',
  '--abi',
  'none',
];

/**
 * Downloads one wheel from PyPI into `folder`, or finds it there. `requirement` is pip's (`name==1.2` or a range).
 * Throws when its SHA-256 is known and different.
 */
export async function downloadWheel(requirement: string, folder: string, sha256?: string): Promise<string> {
  const own = join(folder, requirement.replace(/[^\w.-]+/g, '_'));
  const present = wheelIn(own);
  if (present !== undefined) return present;
  const partial = `${own}.partial-${process.pid}`;
  rmSync(own, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    await runCommand(await pythonWithPip(folder), [
      ...[
        '-m',
        'pip',
        'download',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--only-binary=:all:',
        '--no-cache-dir',
      ],
      ...[...pythonTag, '--dest', partial, requirement],
    ]);
    const wheel = wheelIn(partial);
    if (wheel === undefined) throw new Error(`pip downloaded no wheel for ${requirement}`);
    if (sha256 !== undefined) await checkSha256(wheel, sha256);
    renameSync(partial, own);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return wheelIn(own)!;
}

/** The system's Python may come without pip; an environment of our own always has it. */
async function pythonWithPip(folder: string): Promise<string> {
  try {
    await runCommand('python3', ['-m', 'pip', '--version']);
    return 'python3';
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
  }
  const venv = join(folder, 'pip');
  await stageFolder(
    venv,
    () => undefined,
    async (path) => void (await runCommand('python3', ['-m', 'venv', path])),
    { inPlace: true },
  );
  return join(venv, 'bin', 'python');
}

/** Extracts what starts with one of `prefixes` into `folder`. */
export async function extractWheel(wheel: string, folder: string, prefixes: readonly string[]): Promise<void> {
  await runCommand('python3', [extractor, wheel, folder, ...prefixes]);
}

function wheelIn(folder: string): string | undefined {
  try {
    const name = readdirSync(folder).find((entry) => entry.endsWith('.whl'));
    return name && join(folder, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

async function checkSha256(path: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const actual = hash.digest('hex');
  if (actual !== expected)
    throw new Error(`${path} has SHA-256 ${actual}, expected ${expected}: not the published file`);
}
