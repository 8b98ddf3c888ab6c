import type { Browser, Page } from 'playwright-core';
import { type MainThread, markFrame, traceMainThread } from './mainThread.ts';
import { type Spread, spreadOf } from './spread.ts';

/** Until the next frame was drawn. What runs inside of the page is text: it knows nothing of this module. */
const nextFrame = 'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))';

/** The frame in which something is there, and what it took: processor milliseconds of the page and of whoever draws for it. */
export interface Paint extends Spread {
  readonly processorMs: number;
  /** Requests that were answered by then, in the median round: of the page's code, and of the API. */
  readonly files: Requests;
  readonly answers: Requests;
}

interface Requests {
  readonly count: number;
  readonly kilobytes: number;
}

/**
 * From the first byte asked for to the frame in which `selector` is there, in a browser context without any cache.
 * @param token with which the browser has a session of the server
 * @returns milliseconds
 */
export async function timePaint(
  browser: Browser,
  url: string,
  selector: string,
  rounds: number,
  token?: string,
): Promise<Paint> {
  const took: { ms: number; processorMs: number; files: Requests; answers: Requests }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await newPage(browser);
    if (token !== undefined)
      await page.request.post(new URL('/api/v1/session', url).href, { data: { token }, failOnStatusCode: true });
    await page.addInitScript(`
      window.painted = new Promise((done) => {
        const look = () => document.querySelector(${JSON.stringify(selector)}) === null
          ? requestAnimationFrame(look)
          : requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        look();
      });`);
    let ms = 0;
    const spent = await processorSeconds(browser, async () => {
      await page.goto(url, { waitUntil: 'commit' });
      ms = await page.evaluate<number>('window.painted');
    });
    const requests = await page.evaluate<{ path: string; bytes: number }[]>(`
      performance.getEntriesByType('resource')
        .filter(({ responseEnd }) => responseEnd > 0 && responseEnd < ${ms})
        .map(({ name, decodedBodySize }) => ({ path: new URL(name).pathname, bytes: decodedBodySize }))`);
    const isAnswer = ({ path }: { path: string }) => path.startsWith('/api/');
    took.push({
      ms,
      processorMs: Math.round(1000 * (spent.page + spent.drawing)),
      files: sumOf(requests.filter((one) => !isAnswer(one))),
      answers: sumOf(requests.filter(isAnswer)),
    });
    await page.context().close();
  }
  const median = [...took].sort((a, b) => a.ms - b.ms)[Math.ceil(took.length / 2) - 1];
  if (median === undefined) throw new Error('No round was asked for.');
  return {
    ...spreadOf(took.map(({ ms }) => ms)),
    processorMs: spreadOf(took.map(({ processorMs }) => processorMs)).p50,
    ...{ files: median.files, answers: median.answers },
  };
}

function sumOf(requests: readonly { readonly bytes: number }[]): Requests {
  return {
    count: requests.length,
    kilobytes: Math.round(requests.reduce((sum, { bytes }) => sum + bytes, 0) / 1024),
  };
}

/** Pixels a frame: a fast wheel. */
const scrollPx = 60;

/** Scrolls the table by so many pixels a frame: how far apart frames are, and what each costs. */
export async function timeScroll(page: Page, frames: number): Promise<{ frame: Spread; main: MainThread }> {
  let times: number[] = [];
  const main = await traceMainThread(page, async () => {
    times = await page.evaluate<number[]>(`(async () => {
      const box = document.querySelector('.trial-scroll');
      const frame = () => new Promise(requestAnimationFrame);
      const times = [];
      let before = await frame();
      for (let i = 0; i < ${frames}; i++) {
        ${markFrame};
        box.scrollTop += ${scrollPx};
        const now = await frame();
        times.push(now - before);
        before = now;
      }
      return times;
    })()`);
  });
  return { frame: spreadOf(times), main };
}

/**
 * Scrolls the table as a wheel does, for which the browser does not wait for the page. A frame is blank where it shows a stretch that
 * had no row when it was drawn: what the page finds when it is told where it was scrolled to, before it draws anything there.
 */
export async function countBlank(page: Page, frames: number): Promise<{ frames: number; blank: number }> {
  await page.evaluate(`(() => {
    window.scrolled = { frames: 0, blank: 0 };
    const box = document.querySelector('.trial-scroll');
    addEventListener('scroll', (event) => {
      if (event.target !== box) return;
      window.scrolled.frames += 1;
      const { top, bottom } = box.getBoundingClientRect();
      const rows = [...box.querySelectorAll('tbody tr[aria-selected]')].map((row) => row.getBoundingClientRect());
      const head = box.querySelector('thead').getBoundingClientRect().height;
      const first = Math.min(...rows.map((row) => row.top));
      const last = Math.max(...rows.map((row) => row.bottom));
      const end = box.scrollTop + box.clientHeight >= box.scrollHeight;
      if (first > top + head + 1 || (last < Math.min(bottom, innerHeight) - 1 && !end)) window.scrolled.blank += 1;
    }, { capture: true });
  })()`);
  const box = await page.locator('.trial-scroll').boundingBox();
  if (box === null) throw new Error('There is no table.');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    ...{ x: box.x + box.width / 2, y: box.y + 100 },
    yDistance: -scrollPx * frames,
    speed: 60 * scrollPx,
    gestureSourceType: 'mouse',
  });
  await session.detach();
  return page.evaluate('window.scrolled');
}

/** From a press on a button to the frame after the one that it changed. */
export async function timePress(page: Page, name: string, rounds: number): Promise<Spread> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    took.push(
      await page.evaluate<number>(`(async () => {
        const button = [...document.querySelectorAll('button')].find((one) => one.textContent === ${JSON.stringify(name)});
        const start = performance.now();
        button.click();
        return (await ${nextFrame}) - start;
      })()`),
    );
  }
  return spreadOf(took);
}

/** From a move of the pointer over a chart to the frame that shows what is there. */
export async function timeHover(page: Page, selector: string, moves: number): Promise<Spread> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`There is no ${selector}.`);
  await page.evaluate(`(() => {
    window.hovered = [];
    let at;
    addEventListener('mousemove', (event) => { at ??= event.timeStamp; }, true);
    new MutationObserver(() => {
      if (at === undefined || document.querySelector('.curve-tip') === null) return;
      const start = at;
      at = undefined;
      requestAnimationFrame(() => setTimeout(() => window.hovered.push(performance.now() - start)));
    }).observe(document.querySelector('.curve-host'), { subtree: true, childList: true, characterData: true });
  })()`);
  for (let move = 0; move < moves; move += 1) {
    const part = 0.1 + (0.8 * move) / moves;
    await page.mouse.move(box.x + box.width * part, box.y + box.height * (0.3 + 0.4 * Math.abs(Math.sin(move))));
    await page.evaluate(nextFrame);
  }
  return spreadOf(await page.evaluate<number[]>('window.hovered'));
}

/** Processor seconds, by the browser's own count, of the page and of whoever draws for it, meanwhile. */
export async function processorSeconds(browser: Browser, meanwhile: () => Promise<unknown>) {
  const session = await browser.newBrowserCDPSession();
  const seconds = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const of = (type: string) =>
      processInfo.filter((one) => one.type === type).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    return { page: of('renderer'), drawing: of('GPU') };
  };
  const before = await seconds();
  await meanwhile();
  const after = await seconds();
  await session.detach();
  return { page: after.page - before.page, drawing: after.drawing - before.drawing };
}

export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(120_000);
  return context.newPage();
}
