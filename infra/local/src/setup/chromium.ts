import { existsSync } from 'node:fs';
import { CommandFailed, runCommand } from '../command.ts';
import { withFileLock } from '../fileLock.ts';
import { findOnPath, isExecutable } from '../findOnPath.ts';
import type { Found, StepContext } from './found.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const fix =
  'Install it (Debian, Ubuntu: apt-get install -y chromium; macOS: brew install --cask chromium) or set CHROME_PATH.';

/** Finds a Chromium or Chrome: CHROME_PATH → on PATH → installed with apt-get when we are root. */
export async function ensureChromium({ cache, report }: StepContext, chromePath: string | undefined): Promise<Found> {
  const found = await findChromium(chromePath);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || findOnPath('apt-get') === undefined)
    throw new Error(`Chromium is not installed. ${fix}`);
  await withFileLock(`${cache}/chromium.lock`, async () => {
    if ((await findChromium(undefined)) !== undefined) return;
    report('installing the Debian package');
    await aptInstall(report);
  });
  const installed = await findChromium(undefined);
  if (installed === undefined) throw new Error(`apt-get ended well but there is no chromium on PATH. ${fix}`);
  return { ...installed, how: 'installed' };
}

/** The browser if there is one already; never installs. Throws when CHROME_PATH names nothing that can be run. */
export async function findChromium(chromePath: string | undefined): Promise<Found | undefined> {
  if (chromePath !== undefined) {
    if (!isExecutable(chromePath)) throw new Error(`CHROME_PATH names ${chromePath}, which is not a program`);
    return { version: await versionOf(chromePath), where: chromePath, how: 'given' };
  }
  const path = names.map((name) => findOnPath(name)).find((hit) => hit !== undefined) ?? macPaths.find(existsSync);
  return path === undefined ? undefined : { version: await versionOf(path), where: path, how: 'on PATH' };
}

async function versionOf(path: string): Promise<string> {
  return (await runCommand(path, ['--version'], { timeoutMs: 30_000 })).trim();
}

async function aptInstall(report: StepContext['report']): Promise<void> {
  const install = () =>
    runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      timeoutMs: 600_000,
    });
  try {
    await install();
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    report('refreshing the package lists');
    await runCommand('apt-get', ['update'], { timeoutMs: 300_000 });
    await install();
  }
}
