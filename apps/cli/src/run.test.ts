import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchMethods } from '@seesaw/shared/searchSpace';
import { afterAll, describe, expect, it } from 'vitest';
import cli from '../package.json' with { type: 'json' };
import { exitCodes } from './exitCodes.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'seesaw-cli-'));

/** A port on which nobody listens any more. */
const deadUrl = await (async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
})();

async function seesaw(words: string[], env: NodeJS.ProcessEnv = { SEESAW_API_URL: deadUrl }) {
  const text = { out: '', err: '' };
  const writer = (to: 'out' | 'err') => ({
    isTTY: false,
    columns: 100,
    write: (part: string) => {
      text[to] += part;
    },
  });
  const code = await run(words, { env, out: writer('out'), err: writer('err') });
  return { code, ...text };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const valid =
  'name: small\nrecipe: ring-mlp\nmethod: grid\nmetric: {name: eval/score}\nparameters: {lr_ratio: {values: [0.5, 1]}}\n';

describe('seesaw', () => {
  it('exits 0 for help and version, 2 for words it does not know, with a suggestion', async () => {
    expect(await seesaw(['--help'])).toMatchObject({ code: exitCodes.ok, out: expect.stringContaining('seesaw demo') });
    expect((await seesaw(['--version'])).out).toBe(`${cli.version}\n`);
    const slip = await seesaw(['swep', 'list']);
    expect(slip.code).toBe(exitCodes.usage);
    expect(slip.err).toContain('(Did you mean sweep?)');
    expect((await seesaw(['trial', 'list'])).code).toBe(exitCodes.usage);
    expect((await seesaw(['sweep', 'list', '-o', 'xml'])).code).toBe(exitCodes.usage);
  });

  it('says in one line that no server answers and in one what to do', async () => {
    expect(await seesaw(['sweep', 'list'])).toEqual({
      code: exitCodes.error,
      out: '',
      err: `error: Seesaw cannot be reached at ${deadUrl}.\nSee what runs: seesaw status. Start it: seesaw up.\n`,
    });
  });

  it('prints the stack only with SEESAW_DEBUG', async () => {
    const { err } = await seesaw(['sweep', 'list'], { SEESAW_API_URL: deadUrl, SEESAW_DEBUG: '1' });
    expect(err).toContain('apiClient.ts');
    expect(err).toContain('caused by');
  });

  it('refuses an API address that is none', async () => {
    const { code, err } = await seesaw(['sweep', 'list'], { SEESAW_API_URL: 'localhost' });
    expect(code).toBe(exitCodes.usage);
    expect(err).toBe(
      'error: the environment is not usable: SEESAW_API_URL must be an address that begins with http:// or https://\n',
    );
  });

  it('says so when something else than Seesaw answers', async () => {
    const server = createServer((_request, response) => response.writeHead(418).end('teapot')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const { code, err } = await seesaw(['worker', 'list'], { SEESAW_API_URL: `http://127.0.0.1:${port}/` });
    server.close();
    expect(code).toBe(exitCodes.error);
    expect(err).toContain("answered 418 I'm a Teapot");
    expect(err).toContain('Is SEESAW_API_URL the address of a Seesaw server?');
  });

  it.each([
    {
      body: '<!doctype html>\n<html>sign in',
      type: 'text/html; charset=utf-8',
      told: '"<!doctype html> <html>sign in" (text/html)',
    },
    { body: '', type: 'text/plain', told: 'nothing (text/plain)' },
  ])('says what came back when an answer of 200 is no JSON ($told)', async ({ body, type, told }) => {
    const server = createServer((_request, response) => response.setHeader('content-type', type).end(body));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const { code, err } = await seesaw(['worker', 'list'], { SEESAW_API_URL: url });
    server.close();
    expect(code).toBe(exitCodes.error);
    expect(err).toBe(
      `error: ${url}/api/v1/workers answered 200 with ${told} instead of JSON.\nIs SEESAW_API_URL the address of a Seesaw server?\n`,
    );
  });

  it('validates a sweep file without a server', async () => {
    const { code, out } = await seesaw(['sweep', 'validate', file('valid.yaml', valid)]);
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain('small: 2 trials of ring-mlp on ring, varying lr_ratio, for the lowest eval/score');
  });

  it('shows every error of a sweep file with file, line and column', async () => {
    const path = file('invalid.yaml', valid.replace('grid', 'gird').replace('lr_ratio', 'lr_ratoi'));
    const { code, err } = await seesaw(['sweep', 'validate', path]);
    expect(code).toBe(exitCodes.error);
    expect(err).toContain(
      `${path}:3:9  error  method: expected ${searchMethods.join(' or ')}, got "gird".\n    Did you mean grid?`,
    );
    expect(err).toContain(
      `${path}:5:14  error  ring-mlp has no hyperparameter "lr_ratoi".\n    Did you mean lr_ratio?`,
    );
    expect(err).toContain('2 errors; nothing was started.');
    const json = await seesaw(['sweep', 'validate', path, '-o', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, problems: [{ line: 3 }, { line: 5 }], sweep: null });
  });

  it('says which file cannot be read', async () => {
    const { code, err } = await seesaw(['sweep', 'create', join(folder, 'nowhere.yaml')]);
    expect(code).toBe(exitCodes.error);
    expect(err).toContain('nowhere.yaml cannot be read: there is no such file.');
  });

  it('lists recipes and their hyperparameters without a server, in every format', async () => {
    expect((await seesaw(['recipes'])).out).toContain('ring-mlp');
    const json = JSON.parse((await seesaw(['recipes', 'ring-mlp', '-o', 'json'])).out) as {
      hyperparameters: unknown[];
    };
    expect(json.hyperparameters.length).toBeGreaterThan(10);
    expect((await seesaw(['recipes', 'mnist-bce', '-o', 'csv'])).out).toMatch(
      /^hyperparameter,default,range,why\nloss,/,
    );
    expect((await seesaw(['recipes', 'ring-mpl'])).err).toContain('Did you mean ring-mlp?');
  });

  it('stops with 130 when it is interrupted', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const interrupt = new AbortController();
    server.once('request', () => interrupt.abort(new Error('interrupted')));
    const silent = { isTTY: false, columns: 80, write: () => undefined };
    const code = await run(['sweep', 'list'], {
      env: { SEESAW_API_URL: `http://127.0.0.1:${port}` },
      out: silent,
      err: silent,
      signal: interrupt.signal,
    });
    server.closeAllConnections();
    server.close();
    expect(code).toBe(exitCodes.interrupted);
  });
});

afterAll(async () => {
  const { rm } = await import('node:fs/promises');
  await rm(folder, { recursive: true, force: true });
});
