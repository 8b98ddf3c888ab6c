import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runCommand } from '../command.ts';
import { findOnPath } from '../findOnPath.ts';
import { loopbackServer } from '../testing/loopbackServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { versions } from '../versions.ts';
import { ensureTemporal, findTemporal } from './temporal.ts';
import { type Patience, temporalRelease } from './temporalDownload.ts';

const program = `#!/bin/sh\necho "temporal version ${versions.temporalCli} (Server 1.29.1, UI 2.42.1)"\n`;
const patience: Patience = { answerMs: 30_000, silenceMs: 30_000 };

afterEach(() => vi.unstubAllEnvs());

test('the official archive is asked for in the words of its site, by version, platform and architecture', () => {
  const { url, sha256 } = temporalRelease('linux', 'x64');
  expect(url).toBe(`https://temporal.download/cli/archive/v${versions.temporalCli}?platform=linux&arch=amd64`);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(temporalRelease('darwin', 'arm64').url).toMatch(/\?platform=darwin&arch=arm64$/);
});

test('the archive of a release becomes a program that runs; the second set-up finds it and downloads nothing', async () => {
  const { cache } = bareMachine();
  const archive = await archiveOf({ temporal: program, LICENSE: 'MIT' });
  const asked: string[] = [];
  const site = await loopbackServer((request, response) => {
    asked.push(request.url!);
    // As the real site does: the address of a release leads to the file of a release.
    if (request.url!.startsWith('/cli/archive/')) response.writeHead(302, { location: '/assets/it.tar.gz' }).end();
    else response.end(archive);
  });
  const found = await install(cache, site, archive);
  expect(found).toMatchObject({ how: 'installed', version: expect.stringContaining(versions.temporalCli) });
  expect(await runCommand(found.where, ['--version'])).toContain('Server 1.29.1');
  expect(asked[0]).toContain(`/v${versions.temporalCli}?platform=${platform()}&arch=`);
  expect(readdirSync(join(found.where, '..')).sort()).toEqual(['.complete', 'temporal']);

  expect(await install(cache, site, archive)).toEqual({ ...found, how: 'cached' });
  expect(asked).toHaveLength(2);
});

interface Trouble {
  answer: (response: ServerResponse, archive: Buffer) => void;
  reason: RegExp;
  patience?: Partial<Patience>;
}

const troubles: Record<string, Trouble> = {
  'a site that does not know the release': {
    answer: (response) => response.writeHead(404).end(),
    reason: /the server answered 404/,
  },
  'a transfer that breaks off': {
    answer: (response, archive) => {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, archive.length / 2), () => response.destroy());
    },
    reason: /the transfer failed: /,
  },
  'an archive that was cut short on the site': {
    answer: (response, archive) => response.end(archive.subarray(0, archive.length / 2)),
    reason: /the archive has SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}/,
  },
  'a site that never answers': {
    answer: () => undefined,
    reason: /no answer within 0\.2 s/,
    patience: { answerMs: 200 },
  },
  'a site that stops in the middle': {
    answer: (response, archive) => {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, 10));
    },
    reason: /the transfer stood still for 0\.2 s/,
    patience: { silenceMs: 200 },
  },
};

test.each(Object.entries(troubles))('%s: Go builds the program instead, and the reason is told', async (_, trouble) => {
  const { cache } = bareMachine({ go: true });
  const archive = await archiveOf({ temporal: program });
  const site = await loopbackServer((_request, response) => trouble.answer(response, archive));
  const said: string[] = [];
  const found = await install(cache, site, archive, {
    patience: { ...patience, ...trouble.patience },
    report: (line) => said.push(line),
  });
  expect(found).toMatchObject({ how: 'installed', version: 'built by go' });
  expect(said.join('\n')).toMatch(trouble.reason);
  expect(said.at(-1)).toContain('building with Go');
  expect(readdirSync(join(found.where, '..')).sort()).toEqual(['.complete', 'temporal']);
});

test.each([
  ['holds another program only', { tmprl: program }, /\(the archive holds no program temporal\)/],
  ['holds a program of another machine', { temporal: '\x7fELF nonsense' }, /\(the program does not run here: .*\)/],
])(
  'an archive that %s is refused in words; without Go that is the end, and nothing is left',
  async (_, files, words) => {
    const { cache } = bareMachine();
    const archive = await archiveOf(files);
    const site = await loopbackServer((_request, response) => response.end(archive));
    const failure = install(cache, site, archive);
    await expect(failure).rejects.toThrow(words);
    await expect(failure).rejects.toThrow(/Go is not installed\. Install Go .* or set TEMPORAL_ADDRESS/);
    expect(await findTemporal(cache)).toBeUndefined();

    const mended = await archiveOf({ temporal: program });
    const goodSite = await loopbackServer((_request, response) => response.end(mended));
    expect(await install(cache, goodSite, mended)).toMatchObject({ how: 'installed' });
  },
);

test('an archive of other bytes than the published ones is not unpacked', async () => {
  const { cache } = bareMachine();
  const archive = await archiveOf({ temporal: program });
  const site = await loopbackServer((_request, response) => response.end(archive));
  await expect(ensureTemporal(context(cache), { release: temporalRelease(platform(), arch(), site) })).rejects.toThrow(
    /the archive has SHA-256/,
  );
});

test('a site that cannot be reached is told with the reason of the system', async () => {
  const { cache } = bareMachine();
  const archive = await archiveOf({ temporal: program });
  await expect(install(cache, 'http://127.0.0.1:9', archive)).rejects.toThrow(
    /the transfer failed: .*(ECONNREFUSED|bad port)/,
  );
});

function install(
  cache: string,
  site: string,
  archive: Buffer,
  options: { patience?: Patience; report?: (line: string) => void } = {},
) {
  const release = {
    ...temporalRelease(platform(), arch(), site),
    sha256: createHash('sha256').update(archive).digest('hex'),
  };
  return ensureTemporal(context(cache, options.report), { release, patience: options.patience ?? patience });
}

function context(cache: string, report: (line: string) => void = () => undefined) {
  return { cache, report };
}

/** A machine with little more than tar on its PATH; `go` is a stand-in that "builds" a script at once. */
function bareMachine({ go = false } = {}): { cache: string } {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of ['tar', 'gzip']) {
    const path = findOnPath(name);
    if (path !== undefined) symlinkSync(path, join(bin, name));
  }
  if (go) {
    const script = `#!/bin/sh
if [ "$1" = env ]; then echo go${versions.go.min}; exit; fi
printf '#!/bin/sh\\necho built by go\\n' > "$GOBIN/temporal"
`;
    writeFileSync(join(bin, 'go'), script);
    chmodSync(join(bin, 'go'), 0o755);
  }
  vi.stubEnv('PATH', bin);
  return { cache: join(folder, 'cache') };
}

/** A gzipped tar of executable files. */
async function archiveOf(files: Record<string, string>): Promise<Buffer> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  const archive = join(temporaryFolder(), 'archive.tar.gz');
  await runCommand('tar', ['-czf', archive, '-C', folder, ...Object.keys(files)]);
  return readFileSync(archive);
}
