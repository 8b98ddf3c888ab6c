import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rotateLog } from './rotateLog.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { waitUntil } from './waitUntil.ts';

test('a small log, and one that does not exist, are left alone', () => {
  const log = join(temporaryFolder(), 'log');
  expect(rotateLog(log, 10)).toBe(false);
  writeFileSync(log, '0123456789');
  expect(rotateLog(log, 10)).toBe(false);
  expect(existsSync(`${log}.1`)).toBe(false);
});

test('while a process goes on writing, its log starts anew again and again; the file before is kept and the disk use bounded', async () => {
  const log = join(temporaryFolder(), 'log');
  const limit = 20_000;
  const handle = openSync(log, 'a');
  const script = `let line = 0; setInterval(() => { for (let i = 0; i < 50; i++) console.log('line ' + ++line); }, 1);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', handle, handle] });
  closeSync(handle);
  onTestFinished(() => void child.kill('SIGKILL'));

  let rotations = 0;
  await waitUntil(
    'five rotations',
    () => {
      if (rotateLog(log, limit)) rotations++;
      return rotations >= 5;
    },
    { timeoutMs: 20_000, everyMs: 5 },
  );
  const before = Math.max(...linesOf(`${log}.1`));
  await waitUntil('the writer to go on', () => statSync(log).size > 1_000, { timeoutMs: 30_000, everyMs: 5 });
  child.kill('SIGKILL');
  await once(child, 'close');

  const [old, now] = [linesOf(`${log}.1`), linesOf(log)];
  // No hole of zero bytes where the writer stood before, and nothing twice.
  expect(readFileSync(log).includes(0)).toBe(false);
  expect(now[0]).toBeGreaterThan(before);
  for (const lines of [old, now]) expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
});

/** The numbers of the whole lines. */
function linesOf(file: string): number[] {
  return [...readFileSync(file, 'utf8').matchAll(/^line (\d+)\n/gm)].map((match) => Number(match[1]));
}
