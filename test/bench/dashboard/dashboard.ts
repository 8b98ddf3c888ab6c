import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { testPostgres } from '@seesaw/local/testServices';
import { openClient } from '@seesaw/store/connection/openClient';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Browser, Page } from 'playwright-core';
import { createServer } from '../../../apps/orchestrator/src/http/server.ts';
import { launchChromium } from '../../browser/chromium.ts';
import { fillCurves } from '../read/fillCurves.ts';
import { fillSweep } from '../read/fillSweep.ts';
import { readingServer } from '../read/readingServer.ts';
import { say } from '../suite.ts';
import { fillLive } from './fillLive.ts';
import { countBlank, newPage, processorSeconds, timeHover, timePaint, timePress, timeScroll } from './pageTimes.ts';
import type { Spread } from './spread.ts';

const dashboard = fileURLToPath(new URL('../../../apps/dashboard/', import.meta.url));
const token = 'a-long-enough-token-for-the-bench';
/** A row of the table that says something. */
const row = 'table.trials tbody tr[aria-selected] td:nth-child(3)';

/**
 * How fast the dashboard is, in headless Chromium against the real API and store: the first row of a large sweep, scrolling its table,
 * many curves over each other, and what a sweep costs that reports all the time. Times in milliseconds, by the clock of the page.
 *
 * `--trials 10000 --overlay 1000 --points 1000 --rounds 5 --live-seconds 30`
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      trials: { type: 'string', default: '10000' },
      overlay: { type: 'string', default: '1000' },
      points: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '5' },
      'live-seconds': { type: 'string', default: '30' },
    },
  });
  const [trials, overlay, points, rounds] = [values.trials, values.overlay, values.points, values.rounds].map(
    Number,
  ) as [number, number, number, number];
  await promisify(execFile)('npx', ['vite', 'build'], { cwd: dashboard });
  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({ databaseUrl: postgres.url, applicationName: 'bench-dashboard' });
  const options = { applicationName: 'bench-fill', maxConnections: 2, statementTimeoutMs: 0 };
  const sql = openClient({ databaseUrl: postgres.url, ...options });
  const app = await createServer(readingServer(store, `${dashboard}dist`));
  const guarded = await createServer(readingServer(store, `${dashboard}dist`, token));
  const browser = await launchChromium();
  try {
    const base = await app.listen({ host: '127.0.0.1', port: 0 });
    const guardedBase = await guarded.listen({ host: '127.0.0.1', port: 0 });
    const sweepId = await fillSweep({ store, sql, trials });
    const curveSweep = await fillCurves({ store, sql, trials: overlay, points });
    say('the sweeps are there');
    const loadBefore = loadavg()[0];
    const sweep = `${base}/sweeps/${sweepId}`;
    const paint = {
      overview: await timePaint(browser, sweep, row, rounds),
      table: await timePaint(browser, `${sweep}?tab=table`, row, rounds),
      // A page that is not asked for with the token cannot hold the sweep.
      signedIn: await timePaint(browser, `${guardedBase}/sweeps/${sweepId}`, row, rounds, token),
    };
    say(
      `first row: overview ${paint.overview.p50} ms, table ${paint.table.p50} ms, overview with a token ${paint.signedIn.p50} ms`,
    );
    const scroll = await inPage(browser, `${sweep}?tab=table`, async (page) => {
      await page.waitForSelector(row);
      // What opening the page cost is another question.
      await page.waitForTimeout(3000);
      const frames = 240;
      let seen: Awaited<ReturnType<typeof timeScroll>> | undefined;
      const spent = await processorSeconds(browser, async () => {
        seen = await timeScroll(page, frames);
      });
      const perFrame = (seconds: number) => Number(((1000 * seconds) / frames).toFixed(1));
      const processorMs = { page: perFrame(spent.page), drawing: perFrame(spent.drawing) };
      return { ...seen!, processorMs, wheel: await countBlank(page, frames) };
    });
    const { main, wheel } = scroll;
    say(
      `scroll: p95 frame ${scroll.frame.p95} ms, main thread ${main.frame.p95}; ${wheel.blank} blank of ${wheel.frames}`,
    );
    const curves = await timeCurves(browser, `${base}/sweeps/${curveSweep}?tab=curves&of=match`, rounds);
    say(`curves: draw ${curves.draw.p50} ms, hover ${curves.hover.p95} ms`);
    const live = await timeLive({ browser, base, store, seconds: Number(values['live-seconds']) });
    say(`live: ${live.shareOfCore.page} of a core in the page`);
    return {
      suite: 'dashboard',
      sweep: { trials },
      overlay: { trials: overlay, points },
      loadAverage: { before: loadBefore, after: loadavg()[0] },
      ...{ paint, scroll, curves, live },
    };
  } finally {
    await browser.close();
    await app.close();
    await guarded.close();
    await sql.end();
    await store.close();
    await postgres.drop();
  }
}

async function inPage<T>(browser: Browser, url: string, act: (page: Page) => Promise<T>): Promise<T> {
  const page = await newPage(browser);
  await page.goto(url);
  const result = await act(page);
  await page.context().close();
  return result;
}

/** `shown`: from the address to the curves. `draw`: all of them anew, on the other scale. `hover`: until the page says what is there. */
async function timeCurves(browser: Browser, url: string, rounds: number) {
  const shown = await timePaint(browser, url, 'canvas.curve-layer', rounds);
  return inPage(browser, url, async (page) => {
    await page.waitForSelector('canvas.curve-layer');
    const words = await page
      .getByText(/of [\d,]+ points/)
      .first()
      .textContent();
    const draw = await withProcessor(browser, () => timePress(page, 'log y', 2 * rounds));
    const hover = await withProcessor(browser, () => timeHover(page, '.u-over', 40));
    return { points: words, shown, draw, hover };
  });
}

/** Beside times by the clock, which other work lengthens, processor milliseconds of one. */
async function withProcessor(browser: Browser, time: () => Promise<Spread>) {
  let spread: Spread | undefined;
  const { page, drawing } = await processorSeconds(browser, async () => {
    spread = await time();
  });
  const processorMs = Number(((1000 * (page + drawing)) / (spread?.n ?? 1)).toFixed(1));
  return { ...spread!, processorMs };
}

async function timeLive(input: {
  browser: Browser;
  base: string;
  store: Parameters<typeof fillLive>[0];
  seconds: number;
}) {
  const sweep = await fillLive(input.store);
  try {
    return await inPage(input.browser, `${input.base}/sweeps/${sweep.sweepId}`, async (page) => {
      await page.waitForSelector('canvas.curve-layer');
      // What opening the page cost is another question.
      await page.waitForTimeout(4000);
      const before = sweep.written();
      const seen = await page.textContent('table.trials tbody');
      const start = performance.now();
      const spent = await processorSeconds(input.browser, () => page.waitForTimeout(1000 * input.seconds));
      const seconds = (performance.now() - start) / 1000;
      if (seen === (await page.textContent('table.trials tbody'))) throw new Error('The page did not follow.');
      const share = (one: number) => Number((one / seconds).toFixed(3));
      return {
        wanted: sweep.pointsPerSecond,
        pointsPerSecond: Math.round((sweep.written() - before) / seconds),
        shareOfCore: { page: share(spent.page), drawing: share(spent.drawing) },
      };
    });
  } finally {
    await sweep.stop();
  }
}
