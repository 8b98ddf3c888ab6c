import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { down } from '../down.ts';

/** A home of this test's own; whatever runs in it is stopped and its files are removed when the test is over. */
export function testHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'seesaw-home-'));
  mkdirSync(join(home, 'run'), { recursive: true });
  onTestFinished(async () => {
    await down({ home });
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);
  return home;
}
