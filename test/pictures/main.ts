/**
 * `npm run screenshots`: every page in both themes, for docs/dashboard: of a system in which nothing was made yet, with a sweep of
 * ten thousand trials, with a training that runs, and with a server that is gone. Takes SEESAW_HOME, or a folder of its own
 * that goes when all is done. `--only many,live` makes some of them (`ended`: of that training when it is over), `--pictures
 * overview,table` those alone; `--trials 500` makes the large sweep smaller.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { down, endpoints, status, up } from '@seesaw/local/local';
import { stopTestServices } from '@seesaw/local/testServices';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { eventually } from '../system/eventually.ts';
import { keepPicture, openPicture, themes } from './camera.ts';
import { openDoor } from './door.ts';
import { manySystem } from './manySystem.ts';
import { brokenPages, emptyPages, endedPages, livePages, manyPages, type Picture } from './pages.ts';
import { type Seesaw, seesawAt } from './seesawAt.ts';
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
const browser = await launchChromium();
try {
  if (wanted.has('many')) await takeMany(browser);
  if (['empty', 'live', 'ended', 'broken'].some((part) => wanted.has(part))) await takeSystem(browser);
} finally {
  await browser.close();
  await stopTestServices();
}

async function takeMany(browser: Browser): Promise<void> {
  const count = Number(options.trials);
  const { url, sweepId, stop } = await manySystem(manyTrials(count));
  say(`many: ${count} trials are there`);
  try {
    await take({ browser, url, name: 'many' }, manyPages(sweepId, count));
  } finally {
    await stop();
  }
}

async function takeSystem(browser: Browser): Promise<void> {
  const own = process.env.SEESAW_HOME === undefined;
  const home = process.env.SEESAW_HOME ?? (await mkdtemp(join(tmpdir(), 'seesaw-pictures-')));
  process.env.SEESAW_HOME = home;
  process.env.SEESAW_DEVICES ??= 'cpu:2';
  const wasUp = status({ home }).supervisorPid !== undefined;
  try {
    await up({ home, onProgress: (event) => event.kind === 'done' && say(`${event.step}: ${event.text}`) });
    await takeAll(browser, endpoints({ home }).apiUrl);
  } finally {
    if (!wasUp) await down({ home });
    if (own) await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  const seesaw = seesawAt(url);
  if (wanted.has('empty')) {
    if ((await seesaw.sweeps()).length > 0) say('empty: left out, because this system holds sweeps');
    else await take({ browser, url, name: 'empty' }, emptyPages);
  }
  if (!['live', 'ended', 'broken'].some((part) => wanted.has(part))) return;
  const mnist = (wanted.has('live') ? undefined : await endedBefore(seesaw)) ?? (await trainMnist(seesaw));
  if (wanted.has('live')) {
    const along = await trialAlong(seesaw, mnist.id);
    await take({ browser, url, name: 'live' }, livePages(mnist.id, along.id));
  }
  await sweepEnds(seesaw, mnist);
  const trials = (await seesaw.trials(mnist.id)).toSorted((a, b) => (a.score ?? 1e9) - (b.score ?? 1e9));
  const ids = trials.map(({ id }) => id);
  if (wanted.has('ended')) await take({ browser, url, name: 'live' }, endedPages(mnist.id, ids));
  if (wanted.has('broken')) await takeBroken(browser, url, brokenPages(mnist.id, ids));
}

async function trainMnist(seesaw: Seesaw): Promise<SweepRow> {
  return seesaw.create(await readFile(join(root, 'examples/balance-mnist.yaml'), 'utf8'));
}

/** The same training, where an earlier run made these pictures. */
async function endedBefore(seesaw: Seesaw): Promise<SweepRow | undefined> {
  return (await seesaw.sweeps()).find(({ name, state }) => name === 'balance-mnist' && state === 'completed');
}

/** A trial that trains and has something to show, with others before it that have ended. */
function trialAlong(seesaw: Seesaw, sweepId: string): Promise<TrialRow> {
  return eventually(
    'a trial to be half through',
    async () =>
      (await seesaw.trials(sweepId)).find(({ number, state, step }) => number > 3 && state === 'running' && step > 500),
    anHourMs,
  );
}

function sweepEnds(seesaw: Seesaw, { id, name }: SweepRow): Promise<SweepRow> {
  return eventually(
    `${name} to end`,
    async () => {
      const row = await seesaw.sweep(id);
      return isEndedSweep(row.state) && row;
    },
    anHourMs,
  );
}

/** The server goes away while people have its pages open. */
async function takeBroken(browser: Browser, url: string, pictures: readonly Picture[]): Promise<void> {
  for (const picture of named(pictures)) {
    for (const theme of themes) {
      const door = await openDoor(url);
      try {
        const page = await openPicture(browser, door.url, picture, theme);
        door.shut();
        await page.getByText('Not live.').waitFor();
        await keepPicture(page, join(folder, 'broken'), { mostHeight: 720, ...picture }, theme);
        await page.context().close();
      } finally {
        door.shut();
      }
    }
    say(`broken/${picture.name}`);
  }
}

async function take(
  { browser, url, name }: { browser: Browser; url: string; name: string },
  pictures: readonly Picture[],
): Promise<void> {
  for (const picture of named(pictures)) {
    for (const theme of themes) {
      const page = await openPicture(browser, url, picture, theme);
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
