import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJson, writeJsonAtomically } from './atomicFile.ts';
import { otherProcess } from './testing/otherProcess.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

test('a reader never sees half a file while another process writes it over and over', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'state.json');
  writeJsonAtomically(file, { round: 0, filling: 'x'.repeat(100_000) });
  const enough = join(temporaryFolder(), 'enough');
  const writer = otherProcess(
    `const { writeJsonAtomically } = await import('@src/atomicFile.ts');
     const { existsSync } = await import('node:fs');
     for (let round = 1; !existsSync(process.env.ENOUGH); round++)
       writeJsonAtomically(process.env.FILE, { round, filling: 'x'.repeat(100_000) });`,
    { FILE: file, ENOUGH: enough },
  );
  const seen = new Set<number>();
  while (seen.size < 100) {
    const { round, filling } = readJson(file) as { round: number; filling: string };
    expect(filling.length).toBe(100_000);
    seen.add(round);
    await new Promise(setImmediate);
  }
  writeFileSync(enough, '');
  expect(await writer.ended).toBe(0);
  expect(readdirSync(folder)).toEqual(['state.json']);
});

test('what is written can be read by its owner only', () => {
  const file = join(temporaryFolder(), 'secrets.json');
  writeJsonAtomically(file, { password: 'x' });
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
});

test('a missing file is undefined, a damaged one is an error that names it', () => {
  const file = join(temporaryFolder(), 'state.json');
  expect(readJson(file)).toBeUndefined();
  writeJsonAtomically(file, 1);
  expect(() => readJson(new URL(import.meta.url).pathname)).toThrow(/atomicFile\.test\.ts is not valid JSON/);
});
