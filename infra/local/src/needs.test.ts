import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from './services/app.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const bootstrap = join(repositoryRoot, 'infra', 'local', 'bootstrap.mjs');

test('on a machine that lacks everything, the bootstrap names each missing thing with a command, and installs nothing', () => {
  const home = temporaryFolder();
  const { status, stderr } = spawnSync(process.execPath, [bootstrap, 'setup'], {
    env: { PATH: join(home, 'empty'), SEESAW_HOME: home },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Python 3 with venv: python3 is not installed\n\s+\S+ install/);
  expect(stderr).toMatch(/C\+\+ compiler: c\+\+ is not installed\n\s+\S+/);
  expect(existsSync(join(home, 'cache', 'downloads'))).toBe(false);
});

test('an unknown command of the bootstrap is a usage error', () => {
  const { status, stderr } = spawnSync(process.execPath, [bootstrap, 'dmeo'], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('setup | demo [--exit] | test');
});
