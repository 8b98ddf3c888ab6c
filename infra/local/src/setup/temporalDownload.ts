import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailed, runCommand } from '../command.ts';
import { childEnv } from '../env.ts';
import { versions } from '../versions.ts';

/** Where a host cannot be reached we want to know within seconds and build instead. */
const answerTimeoutMs = 5_000;
/** A transfer in which nothing arrives for so long is given up. */
const silenceTimeoutMs = 30_000;

/** SHA-256 of the archives of release v1.5.1, as its list of checksums has them, by `<platform>-<arch>`. */
const sha256: Record<string, string> = {
  'linux-x64': 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d',
  'linux-arm64': 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5',
  'darwin-x64': 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9',
  'darwin-arm64': 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415',
};

/** The archive of an official release: a gzipped tar with the program `temporal` at its top. */
export interface TemporalRelease {
  url: string;
  /** Undefined where the published hash is not known to us. */
  sha256: string | undefined;
}

/** The release for a machine in Node's words; `site` is Temporal's own download site or a copy of it. */
export function temporalRelease(platform: string, arch: string, site = 'https://temporal.download'): TemporalRelease {
  const architecture = arch === 'x64' ? 'amd64' : arch;
  return {
    url: `${site}/cli/archive/v${versions.temporalCli}?platform=${platform}&arch=${architecture}`,
    sha256: sha256[`${platform}-${arch}`],
  };
}

export interface Patience {
  answerMs: number;
  silenceMs: number;
}

/**
 * Puts the program `temporal` of a release into `folder` and sees that it runs. Throws with the reason in words, and then
 * leaves nothing behind.
 */
export async function downloadTemporal(
  release: TemporalRelease,
  folder: string,
  patience: Patience = { answerMs: answerTimeoutMs, silenceMs: silenceTimeoutMs },
): Promise<void> {
  const archive = join(folder, 'temporal.tar.gz');
  const program = join(folder, 'temporal');
  try {
    const found = await fetchTo(archive, release.url, patience);
    if (release.sha256 !== undefined && found !== release.sha256) {
      throw new Error(`the archive has SHA-256 ${found}, expected ${release.sha256}`);
    }
    await unpack(archive, folder);
    await run(program);
  } catch (cause) {
    rmSync(program, { force: true });
    throw cause;
  } finally {
    rmSync(archive, { force: true });
  }
}

/** Writes what the server sends to a file and gives its SHA-256. */
async function fetchTo(file: string, url: string, { answerMs, silenceMs }: Patience): Promise<string> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expectWithin = (ms: number, problem: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Error(problem)), ms);
  };
  try {
    expectWithin(answerMs, `no answer within ${answerMs / 1000} s`);
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    const hash = createHash('sha256');
    // Not a stream, which may still create the file after a transfer that broke off at once was cleaned up.
    const output = await open(file, 'w');
    const silence = `the transfer stood still for ${silenceMs / 1000} s`;
    try {
      expectWithin(silenceMs, silence);
      for await (const chunk of response.body) {
        expectWithin(silenceMs, silence);
        hash.update(chunk);
        await output.writeFile(chunk);
      }
    } finally {
      await output.close();
    }
    return hash.digest('hex');
  } catch (cause) {
    throw abort.signal.aborted ? abort.signal.reason : explained(cause);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch failed` says nothing; its cause does. */
function explained(cause: unknown): unknown {
  if (!(cause instanceof TypeError)) return cause;
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return new Error(`the transfer failed${inner}`, { cause });
}

async function unpack(archive: string, folder: string): Promise<void> {
  try {
    await runCommand('tar', ['-xzf', archive, '-C', folder, 'temporal'], { env: childEnv({ LC_ALL: 'C' }) });
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    const missing = /not found in archive/i.test(cause.output);
    throw new Error(missing ? 'the archive holds no program temporal' : 'the archive is damaged', { cause });
  }
}

async function run(program: string): Promise<void> {
  try {
    await runCommand(program, ['--version'], { timeoutMs: 30_000 });
  } catch (cause) {
    throw new Error(`the program does not run here: ${(cause as Error).message.split('\n')[0]}`, { cause });
  }
}
