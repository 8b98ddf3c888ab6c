import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createMlflowClient } from './client.ts';
import { MlflowRefused, MlflowTimeout, MlflowUnavailable } from './errors.ts';

/** Answers of a server in trouble, which a healthy MLflow cannot be made to give. */
type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function serve(answer: Answer) {
  const seen: { path: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', authorization: request.headers.authorization });
    request.resume();
    answer(request, response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, seen };
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

const aRun = { run: { info: { run_id: 'r1', experiment_id: '1', status: 'RUNNING', lifecycle_stage: 'active' } } };
const internal = { error_code: 'INTERNAL_ERROR', message: 'the database is locked' };
const quick = { firstPauseMs: 1 };

describe('a call that can be repeated', () => {
  test('is repeated after 500 and 429 until it is answered', async () => {
    const { url, seen } = await serve((_, response, count) => {
      if (count === 1) json(response, 500, internal);
      else if (count === 2) json(response, 429, {}, { 'retry-after': '0' });
      else json(response, 200, aRun);
    });
    const run = await createMlflowClient({ baseUrl: url, backoff: quick }).runs.get('r1');
    expect(run.id).toBe('r1');
    expect(seen).toHaveLength(3);
  });

  test('is repeated after a connection that breaks in the middle of the answer', async () => {
    const { url } = await serve((_, response, count) => {
      if (count > 1) return json(response, 200, aRun);
      response.writeHead(200, { 'content-length': '1000' }).write('{"run":', () => response.destroy());
      return response;
    });
    const run = await createMlflowClient({ baseUrl: url, backoff: quick }).runs.get('r1');
    expect(run.id).toBe('r1');
  });

  test('ends as MlflowUnavailable with the reason after the allowed tries', async () => {
    const { url, seen } = await serve((_, response) => json(response, 500, internal));
    const client = createMlflowClient({ baseUrl: url, backoff: { ...quick, retries: 2 } });
    const error = await client.runs.get('r1').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MlflowUnavailable);
    expect(error).toMatchObject({ status: 500, errorCode: 'INTERNAL_ERROR', tries: 3, retryable: true });
    expect((error as Error).message).toContain('the database is locked');
    expect(seen).toHaveLength(3);
  });
});

test('creating a run is sent once, since a second one would be another run', async () => {
  const { url, seen } = await serve((_, response) => json(response, 500, internal));
  const client = createMlflowClient({ baseUrl: url, backoff: quick });
  await expect(client.runs.create({ experimentId: '1', name: 'x', startTimeMs: 0 })).rejects.toBeInstanceOf(
    MlflowUnavailable,
  );
  expect(seen).toHaveLength(1);
});

test('a run whose creation was not answered is found instead of made again', async () => {
  let made = 0;
  const { url } = await serve((request, response) => {
    if (request.url?.endsWith('/search')) return json(response, 200, { runs: made > 0 ? [aRun.run] : [] });
    made++;
    return request.socket.destroy();
  });
  const client = createMlflowClient({ baseUrl: url, backoff: quick });
  const run = await client.runs.findOrCreate({
    experimentId: '1',
    name: 'x',
    startTimeMs: 0,
    identity: { 'seesaw.trial_id': '7' },
  });
  expect(run.id).toBe('r1');
  expect(made).toBe(1);
});

test('a server that is down is reported as MlflowUnavailable', async () => {
  const { url } = await serve((_, response) => json(response, 200, aRun));
  await open.pop()?.();
  const client = createMlflowClient({ baseUrl: url, backoff: quick });
  const error = await client.runs.get('r1').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(MlflowUnavailable);
  expect(error).toMatchObject({ status: null, tries: 4, operation: 'mlflow/runs/get' });
  expect((error as Error).message).toContain('ECONNREFUSED');
});

test('a server that does not answer ends in MlflowTimeout and is not asked again', async () => {
  const { url, seen } = await serve(() => undefined);
  const client = createMlflowClient({ baseUrl: url, timeoutMs: 50, backoff: quick });
  await expect(client.runs.get('r1')).rejects.toMatchObject({ name: 'MlflowTimeout', timeoutMs: 50 });
  // Not even once where it took that long to get there.
  expect(seen.length).toBeLessThanOrEqual(1);
});

test('an answer that stops in the middle counts against the time, too', async () => {
  const { url } = await serve((_, response) => response.writeHead(200).write('{'));
  const client = createMlflowClient({ baseUrl: url, timeoutMs: 50, backoff: quick });
  await expect(client.runs.get('r1')).rejects.toBeInstanceOf(MlflowTimeout);
});

describe('a caller that gives up', () => {
  test('gets its own reason while a request runs', async () => {
    const gone = new Error('cancelled by the caller');
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort(gone));
    const client = createMlflowClient({ baseUrl: url });
    await expect(client.runs.get('r1', { signal: controller.signal })).rejects.toBe(gone);
  });

  test('gets its own reason during the pause before a retry', async () => {
    const gone = new Error('cancelled by the caller');
    const controller = new AbortController();
    const { url } = await serve((_, response) => {
      response.once('finish', () => setImmediate(() => controller.abort(gone)));
      json(response, 503, {}, { 'retry-after': '3600' });
    });
    const client = createMlflowClient({ baseUrl: url, backoff: { maxPauseMs: 3_600_000 } });
    await expect(client.runs.get('r1', { signal: controller.signal })).rejects.toBe(gone);
  });

  test('sends nothing if it gave up before', async () => {
    const { url, seen } = await serve((_, response) => json(response, 200, aRun));
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(createMlflowClient({ baseUrl: url }).runs.get('r1', { signal })).rejects.toThrow('too late');
    expect(seen).toHaveLength(0);
  });
});

describe('an answer that is no MLflow answer', () => {
  test.each<[string, Answer, string]>([
    ['a page in place of JSON', (_, r) => r.writeHead(200).end('<html>'), 'UNEXPECTED_ANSWER'],
    ['JSON of another shape', (_, r) => json(r, 200, { run: 7 }), 'UNEXPECTED_ANSWER'],
    ['a redirect', (_, r) => r.writeHead(302, { location: 'https://login.example/?token=secret' }).end(), 'HTTP_302'],
    ['a wish for credentials', (_, r) => r.writeHead(401).end(), 'HTTP_401'],
    ['a refused Host header', (_, r) => r.writeHead(403).end('Invalid Host header - possible…'), 'HTTP_403'],
  ])('%s is refused with a reason', async (_, answer, errorCode) => {
    const { url } = await serve(answer);
    const error = await createMlflowClient({ baseUrl: url })
      .runs.get('r1')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MlflowRefused);
    expect(error).toMatchObject({ errorCode, retryable: false });
    expect((error as Error).message).not.toContain('secret');
  });
});

test('credentials are sent as a header and appear in no address or error', async () => {
  const { port, seen } = await serve((_, response) => json(response, 404, { error_code: 'RESOURCE_DOES_NOT_EXIST' }));
  const client = createMlflowClient({ baseUrl: `http://ann:hunter2@127.0.0.1:${port}` });
  const error = await client.runs.get('r1').catch((thrown: unknown) => thrown);
  const basic = Buffer.from('ann:hunter2').toString('base64');
  expect(seen[0]).toEqual({ path: '/api/2.0/mlflow/runs/get?run_id=r1', authorization: `Basic ${basic}` });
  expect(client.baseUrl).toBe(`http://127.0.0.1:${port}`);
  const shown = JSON.stringify(error) + String(error) + (error as Error).stack;
  expect(shown).not.toContain('hunter2');
  expect(shown).not.toContain(basic);
});

test('a body whose source fails is reported as that failure, not as one of the server', async () => {
  const { url } = await serve((_, response) => json(response, 200, {}));
  const { artifacts } = createMlflowClient({ baseUrl: url, backoff: quick });
  const lost = new Error('the file is gone');
  async function* failing() {
    yield new Uint8Array(10);
    throw lost;
  }
  const file = { experimentId: '1', runId: 'r1', path: 'x.bin' };
  await expect(artifacts.put({ ...file, body: { open: failing, sizeBytes: 20 } })).rejects.toBe(lost);
});
