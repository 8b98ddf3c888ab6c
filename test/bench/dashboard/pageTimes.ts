import type { Browser, Page } from 'playwright-core';
import { type Spread, spreadOf } from './spread.ts';

/** Until the next frame was drawn. What runs inside of the page is text: it knows nothing of this module. */
const nextFrame = 'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))';

/**
 * From the first byte asked for to the frame in which `selector` is there, in a browser context without any cache.
 * @returns milliseconds
 */
export async function timePaint(browser: Browser, url: string, selector: string, rounds: number): Promise<Spread> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await newPage(browser);
    await page.addInitScript(`
      window.painted = new Promise((done) => {
        const look = () => document.querySelector(${JSON.stringify(selector)}) === null
          ? requestAnimationFrame(look)
          : requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        look();
      });`);
    await page.goto(url, { waitUntil: 'commit' });
    took.push(await page.evaluate<number>('window.painted'));
    await page.context().close();
  }
  return spreadOf(took);
}

/** Scrolls the table by so many pixels a frame; a frame is blank when its middle shows no row. */
export async function timeScroll(page: Page, frames: number): Promise<{ frame: Spread; blank: number }> {
  const seen = await page.evaluate<{ times: number[]; blank: number }>(`(async () => {
    const box = document.querySelector('.trial-scroll');
    const frame = () => new Promise(requestAnimationFrame);
    const times = [];
    let blank = 0;
    let before = await frame();
    for (let i = 0; i < ${frames}; i++) {
      box.scrollTop += 60;
      const now = await frame();
      times.push(now - before);
      before = now;
      const { left, top, width, height } = box.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 3, Math.min(innerHeight - 10, top + height / 2));
      if ((there?.closest('tr')?.querySelector('td')?.textContent ?? there?.textContent) === undefined || there?.closest('tr[aria-selected]') === null) blank += 1;
    }
    return { times, blank };
  })()`);
  return { frame: spreadOf(seen.times), blank: seen.blank };
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
