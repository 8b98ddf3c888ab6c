import { chmodSync, existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { CommandFailed, runCommand } from '../command.ts';
import { childEnv } from '../env.ts';
import { findOnPath } from '../findOnPath.ts';
import { versions } from '../versions.ts';
import { atLeast, versionIn } from '../versionText.ts';
import type { Found, Report, StepContext } from './found.ts';
import { isStaged, stageFolder } from './stagedFolder.ts';
import { downloadTemporal, type Patience, type TemporalRelease, temporalRelease } from './temporalDownload.ts';

export interface TemporalOptions {
  release?: TemporalRelease;
  patience?: Patience;
}

/**
 * Finds or installs the `temporal` program (server and command line in one):
 * on PATH → cached → official download → `go install`.
 */
export async function ensureTemporal(
  { cache, report }: StepContext,
  { release = temporalRelease(platform(), arch()), patience }: TemporalOptions = {},
): Promise<Found> {
  const found = await findTemporal(cache);
  if (found !== undefined) return found;
  const folder = temporalFolder(cache);
  await stageFolder(folder, report, async (partial) => {
    report('downloading the official release');
    try {
      await downloadTemporal(release, partial, patience);
    } catch (cause) {
      await buildWithGo(partial, report, (cause as Error).message);
    }
  });
  return { ...(await describe(join(folder, 'temporal'))), how: 'installed' };
}

/** The program if it is there already; never installs. */
export async function findTemporal(cache: string): Promise<Found | undefined> {
  const onPath = findOnPath('temporal');
  if (onPath !== undefined) return { ...(await describe(onPath)), how: 'on PATH' };
  const folder = temporalFolder(cache);
  return isStaged(folder) ? { ...(await describe(join(folder, 'temporal'))), how: 'cached' } : undefined;
}

function temporalFolder(cache: string): string {
  return join(cache, `temporal-${versions.temporalCli}-${platform()}-${arch()}`);
}

async function describe(program: string): Promise<Pick<Found, 'version' | 'where'>> {
  const text = await runCommand(program, ['--version']);
  return { version: text.trim().replace(/^temporal version /, ''), where: program };
}

async function buildWithGo(partial: string, report: Report, downloadProblem: string): Promise<void> {
  const hint = `Install Go ${versions.go.min} or newer, or the temporal program itself (https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS.`;
  if (findOnPath('go') === undefined) {
    throw new Error(`Temporal could not be downloaded (${downloadProblem}) and Go is not installed. ${hint}`);
  }
  const version = versionIn(await runCommand('go', ['env', 'GOVERSION']));
  if (version === undefined || !atLeast(version, versions.go.min)) {
    throw new Error(
      `Temporal could not be downloaded (${downloadProblem}) and Go ${version} is too old to build it. ${hint}`,
    );
  }
  report(`no download (${downloadProblem}); building with Go ${version}, which takes a few minutes once`);
  const env = childEnv({ GOBIN: partial, CGO_ENABLED: '0' });
  try {
    await runCommand('go', ['install', `github.com/temporalio/cli/cmd/temporal@v${versions.temporalCli}`], { env });
  } catch (cause) {
    if (cause instanceof CommandFailed)
      throw new Error(`Temporal could not be built. ${hint}\n${cause.message}`, { cause });
    throw cause;
  }
  if (!existsSync(join(partial, 'temporal'))) throw new Error('go install ended well but left no temporal program');
  chmodSync(join(partial, 'temporal'), 0o755);
}
