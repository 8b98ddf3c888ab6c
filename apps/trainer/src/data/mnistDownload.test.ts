import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mnistFiles } from '@seesaw/gan/data/mnist';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { fetchBytes } from './fetchBytes.ts';
import { type MnistSource, readMnist70k } from './mnistFiles.ts';

const shipped = fileURLToPath(new URL('../../../../data/mnist/', import.meta.url));
/** The shipped test files stand in for the training files, which are too large to ship. */
const standIns: Record<string, string> = {
  'train-images-idx3-ubyte.gz': mnistFiles.testImages.file,
  'train-labels-idx1-ubyte.gz': mnistFiles.testLabels.file,
};
const names = Object.keys(standIns);

type Answer = (file: string, response: ServerResponse, request: IncomingMessage) => unknown;
const whole: Answer = async (file, response) => response.end(await bytesOf(file));

let folder: string;
const said: string[] = [];
const note = (text: string) => void said.push(text);

beforeEach(async () => {
  said.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'seesaw-mnist-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the training files are downloaded once, checked and kept: the second reading needs no server', async () => {
  const site = await mirror(whole);
  const data = await readMnist70k(env(), note, sourceAt(site.url));
  expect(data).toMatchObject({ name: 'mnist-70k', train: { count: 10_000 }, heldOut: { count: 10_000 } });
  expect(site.asked.sort()).toEqual(names);
  expect(said.filter((line) => line.includes('SHA-256 right'))).toHaveLength(2);
  expect(await kept()).toEqual(names);

  await site.close();
  expect((await readMnist70k(env(), note, sourceAt(site.url))).train.count).toBe(10_000);
});

const troubles: [string, Answer, RegExp][] = [
  ['sends other bytes', (_, response) => response.end('nonsense'), /is not a whole gzip file/],
  [
    'sends the digits of another file',
    async (_, response) => response.end(await bytesOf('train-labels-idx1-ubyte.gz')),
    /has SHA-256 [0-9a-f]{64} after unzipping, expected 0fa7898d/,
  ],
  ['does not have them', (_, response) => response.writeHead(404).end(), /HTTP 404/],
  [
    'breaks off in the middle',
    async (file, response) => {
      const bytes = await bytesOf(file);
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000), () => response.destroy());
    },
    /terminated/,
  ],
];

test.each(troubles)(
  'a mirror that %s is passed over for the next one, and the log says why',
  async (_, answer, why) => {
    const bad = await mirror(answer);
    const good = await mirror(whole);
    const data = await readMnist70k(env(), note, sourceAt(bad.url, good.url));
    expect(data.train.count).toBe(10_000);
    const refused = said.filter((line) => line.startsWith(`Could not get ${bad.url}`));
    expect(refused.join('\n')).toMatch(why);
    expect(good.asked).toContain('train-images-idx3-ubyte.gz');
    expect(await kept()).toEqual(names);
  },
);

test.each(troubles)(
  'when every mirror %s, the error names the file, the reason and SEESAW_DATA_DIR, and nothing half-written is left',
  async (_, answer, why) => {
    const bad = await mirror(answer);
    const error = await readMnist70k(env(), note, sourceAt(bad.url)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'data-set', retryable: false });
    const { message } = error as Error;
    expect(message).toMatch(/train-(images|labels)-idx\d-ubyte\.gz of mnist-70k is neither here nor/);
    expect(message).toContain('SEESAW_DATA_DIR');
    expect([message, ...said].join('\n')).toMatch(why);
    // The other file may still be under way.
    const unwanted = (name: string) => name.startsWith('train-images') || !names.includes(name);
    await vi.waitFor(async () => expect((await kept()).filter(unwanted)).toEqual([]), { timeout: 30_000 });
  },
);

test('a server that falls silent is given up', async () => {
  const site = await mirror((_, response) => {
    response.writeHead(200);
    response.write('a beginning');
  });
  await expect(fetchBytes(`${site.url}x`, 100)).rejects.toThrow('nothing arrived for 0.1 s');
});

test('a file in the cache that was damaged later is downloaded again, and the log says so', async () => {
  const site = await mirror(whole);
  const cache = join(folder, 'datasets', 'mnist');
  await mkdir(cache, { recursive: true });
  await writeFile(join(cache, 'train-labels-idx1-ubyte.gz'), 'torn');
  expect((await readMnist70k(env(), note, sourceAt(site.url))).train.count).toBe(10_000);
  expect(said.join('\n')).toMatch(/train-labels-idx1-ubyte\.gz is not a whole gzip file\..* It is downloaded again\./);
});

test('of two processes that want the files at once, one downloads them', async () => {
  const site = await mirror(whole);
  const both = [reader(site.url), reader(site.url)];
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
  expect(both.map(({ output }) => output())).toEqual(['10000', '10000']);
  expect(site.asked.sort()).toEqual(names);
  expect(await kept()).toEqual(names);
});

test('a process that is killed in the middle of a download leaves no file, and the next one downloads it', async () => {
  const stuck = await mirror(async (file, response) => {
    response.writeHead(200);
    response.write((await bytesOf(file)).subarray(0, 1000));
  });
  const killed = reader(stuck.url);
  await vi.waitFor(() => expect(stuck.asked).toHaveLength(2), { timeout: 50_000, interval: 20 });
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect((await kept()).filter((name) => !name.endsWith('.lock'))).toEqual([]);

  const site = await mirror(whole);
  expect((await readMnist70k(env(), note, sourceAt(site.url))).train.count).toBe(10_000);
  expect(await kept()).toEqual(names);
});

function env() {
  return { cacheDir: folder, dataDir: undefined };
}

function sourceAt(...mirrors: string[]): MnistSource {
  return {
    trainImages: { ...mnistFiles.trainImages, sha256: mnistFiles.testImages.sha256 },
    trainLabels: { ...mnistFiles.trainLabels, sha256: mnistFiles.testLabels.sha256 },
    mirrors,
  };
}

function bytesOf(file: string): Promise<Buffer> {
  return readFile(join(shipped, standIns[file]!));
}

/** Everything in the folder of the cache. */
async function kept(): Promise<string[]> {
  return (await readdir(join(folder, 'datasets', 'mnist'))).sort();
}

/** A web server on the loopback; `url` ends with a slash. */
async function mirror(answer: Answer): Promise<{ url: string; asked: string[]; close: () => Promise<void> }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const file = request.url!.slice(1);
    asked.push(file);
    void answer(file, response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, close };
}

/** Another process that reads the data set into the same cache and prints how many digits there are to train on. */
function reader(url: string) {
  const code = `
    const { readMnist70k } = await import(${JSON.stringify(new URL('./mnistFiles.ts', import.meta.url).href)});
    const data = await readMnist70k({ cacheDir: process.env.CACHE }, () => {}, JSON.parse(process.env.SOURCE));
    process.stdout.write(String(data.train.count));`;
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '--eval', code], {
    env: { PATH: process.env.PATH, CACHE: folder, SOURCE: JSON.stringify(sourceAt(url)) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => output, ended };
}
