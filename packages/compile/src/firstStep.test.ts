import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const file = fileURLToPath(new URL('../examples/firstStep.ts', import.meta.url));

it('is what the README shows', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${await readFile(file, 'utf8')}\`\`\``);
});

it('runs in two processes at once', async () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const run = () => promisify(execFile)(process.execPath, ['--import', tsx, file]);
  const told = await Promise.all([run(), run()]);
  expect(told.map(({ stdout }) => stdout)).toEqual(['xla 1\n', 'xla 1\n']);
});
