import { localEnv } from '@seesaw/local/env';
import { ensureChromium } from '@seesaw/local/setup/chromium';
import { type Browser, chromium } from 'playwright-core';

/** The browser of this machine, headless. Installs Chromium where that is possible and fails, never skips, where it is not. */
export async function launchChromium(): Promise<Browser> {
  const env = localEnv();
  const { where } = await ensureChromium({ cache: env.cache, report: console.log }, env.chromePath);
  return chromium.launch({
    executablePath: where,
    // The sandbox of Chromium refuses to start as root, which is what containers run as.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
