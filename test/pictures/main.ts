/**
 * `npm run screenshots`: every page in both themes, for docs/dashboard: of a system in which nothing was made yet, with a sweep of
 * ten thousand trials, with a training that runs, and with a server that is gone. Takes SEESAW_HOME, or a folder of its own
 * that goes when all is done. `--only many,live` makes some of them (`ended`: of that training when it is over), `--pictures
 * overview,table` those alone; `--trials 500` makes the large sweep smaller.
 */
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { down, endpoints, status, up } from '@seesaw/local/local';
import { sweepPageSchema, trialPageSchema } from '@seesaw/shared/api';
import { type SweepRow, sweepRowSchema, type TrialRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { eventually } from '../system/eventually.ts';
import { keepPicture, openPicture, themes } from './camera.ts';
import { openDoor } from './door.ts';
import { brokenPages, emptyPages, endedPages, livePages, manyPages, type Picture } from './pages.ts';
import { manyTrials } from './sweeps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs/dashboard');
const anHourMs = 3_600_000;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'empty,many,live,ended,broken' },
    pictures: { type: 'string' },
    trials: { type: 'string', default: '10000' },
  },
});
const wanted = new Set(options.only.split(','));
const say = (text: string) => console.error(`   ${text}`);

await promisify(execFile)('npx', ['vite', 'build'], { cwd: join(root, 'apps/dashboard') });
const own = process.env.SEESAW_HOME === undefined;
const home = process.env.SEESAW_HOME ?? (await mkdtemp(join(tmpdir(), 'seesaw-pictures-')));
process.env.SEESAW_HOME = home;
process.env.SEESAW_DEVICES ??= 'cpu:2';
const wasUp = status({ home }).supervisorPid !== undefined;
await up({ home, onProgress: (event) => event.kind === 'done' && say(`${event.step}: ${event.text}`) });
const { apiUrl } = await endpoints({ home });
const browser = await launchChromium();
try {
  await takeAll(browser);
} finally {
  await browser.close();
  if (!wasUp) await down({ home });
  if (own) await rm(home, { recursive: true, force: true, maxRetries: 5 });
}

async function takeAll(browser: Browser): Promise<void> {
  if (wanted.has('empty')) {
    const { items } = sweepPageSchema.parse(await ask('/sweeps?limit=1'));
    if (items.length > 0) say('empty: left out, because this system holds sweeps');
    else await take(browser, 'empty', emptyPages);
  }
  if (wanted.has('many')) {
    // The same again is the same sweep: it takes its time.
    const yaml = manyTrials(Number(options.trials));
    const many = await withFormulas(async () => sweepEnds(await create(yaml, `pictures-${yaml.length}`)));
    await take(browser, 'many', manyPages(many.id, Number(options.trials)));
  }
  if (!['live', 'ended', 'broken'].some((part) => wanted.has(part))) return;
  const mnist = (wanted.has('live') ? undefined : await endedBefore()) ?? (await trainMnist());
  if (wanted.has('live')) await take(browser, 'live', livePages(mnist.id, (await trialAlong(mnist.id)).id));
  await sweepEnds(mnist);
  const trials = (await trialsOf(mnist.id)).toSorted((a, b) => (a.score ?? 1e9) - (b.score ?? 1e9));
  const ids = trials.map(({ id }) => id);
  if (wanted.has('ended')) await take(browser, 'live', endedPages(mnist.id, ids));
  if (wanted.has('broken')) await takeBroken(browser, brokenPages(mnist.id, ids));
}

async function trainMnist(): Promise<SweepRow> {
  return create(await readFile(join(root, 'examples/balance-mnist.yaml'), 'utf8'), randomUUID());
}

/** The same training, where an earlier run made these pictures. */
async function endedBefore(): Promise<SweepRow | undefined> {
  const { items } = sweepPageSchema.parse(await ask('/sweeps?limit=100'));
  return items.find(({ name, state }) => name === 'balance-mnist' && state === 'completed');
}

/** A trial that trains and has something to show, with others before it that have ended. */
function trialAlong(sweepId: string): Promise<TrialRow> {
  return eventually(
    'a trial to be half through',
    async () =>
      (await trialsOf(sweepId)).find(({ number, state, step }) => number > 3 && state === 'running' && step > 500),
    anHourMs,
  );
}

/** The server goes away while people have its pages open. */
async function takeBroken(browser: Browser, pictures: readonly Picture[]): Promise<void> {
  for (const picture of named(pictures)) {
    for (const theme of themes) {
      const door = await openDoor(apiUrl);
      try {
        const page = await openPicture(browser, door.url, picture, theme);
        door.shut();
        await page.getByText('Not live.').waitFor();
        await keepPicture(page, join(folder, 'broken'), { mostHeight: 800, ...picture }, theme);
        await page.context().close();
      } finally {
        door.shut();
      }
    }
    say(`broken/${picture.name}`);
  }
}

async function take(browser: Browser, name: string, pictures: readonly Picture[]): Promise<void> {
  for (const picture of named(pictures)) {
    for (const theme of themes) {
      const page = await openPicture(browser, apiUrl, picture, theme);
      await keepPicture(page, join(folder, name), picture, theme);
      await page.context().close();
    }
    say(`${name}/${picture.name}`);
  }
}

function named(pictures: readonly Picture[]): readonly Picture[] {
  const names = options.pictures?.split(',');
  return pictures.filter(({ name }) => names?.includes(name) !== false);
}

/** While a trainer is there for trials that are formulas. */
async function withFormulas<T>(work: () => Promise<T>): Promise<T> {
  const command = join(root, 'apps/cli/bin/seesaw.mjs');
  const words = ['worker', 'start', '--pool', 'formulas', '--devices', 'none:16', '--name', 'formulas'];
  const trainer = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'ignore', 2] });
  const ended = once(trainer, 'exit');
  try {
    return await work();
  } finally {
    trainer.kill('SIGTERM');
    await ended;
  }
}

async function create(yaml: string, key: string): Promise<SweepRow> {
  return sweepRowSchema.parse(
    await ask('/sweeps', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ yaml }),
    }),
  );
}

function sweepEnds({ id, name }: SweepRow): Promise<SweepRow> {
  return eventually(
    `${name} to end`,
    async () => {
      const row = sweepRowSchema.parse(await ask(`/sweeps/${id}`));
      return isEndedSweep(row.state) && row;
    },
    anHourMs,
  );
}

async function trialsOf(sweepId: string): Promise<TrialRow[]> {
  return trialPageSchema.parse(await ask(`/sweeps/${sweepId}/trials?limit=100`)).items;
}

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${apiUrl}/api/v1${path}`, init);
  if (!response.ok) throw new Error(`${path} → ${response.status}: ${await response.text()}`);
  return response.json();
}
