import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { staleNodeModules } from './nodeModules.mjs';
import { repositoryRoot } from './services/app.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

test('the packages this test runs with are as package-lock.json names them', () => {
  expect(staleNodeModules(repositoryRoot)).toBeUndefined();
});

test('a missing record, a missing package and another version each count as stale, in words', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'node_modules'));
  cpSync(join(repositoryRoot, 'package-lock.json'), join(root, 'package-lock.json'));
  const record = join(root, 'node_modules', '.package-lock.json');
  expect(staleNodeModules(root)).toBe('node_modules is missing or incomplete');

  const installed = JSON.parse(readFileSync(join(repositoryRoot, 'node_modules', '.package-lock.json'), 'utf8'));
  writeFileSync(record, JSON.stringify(installed));
  expect(staleNodeModules(root)).toBeUndefined();

  const { version } = installed.packages['node_modules/zod'];
  installed.packages['node_modules/zod'].version = '0.0.1';
  writeFileSync(record, JSON.stringify(installed));
  expect(staleNodeModules(root)).toBe(`zod 0.0.1 is installed, ${version} is wanted`);

  delete installed.packages['node_modules/zod'];
  writeFileSync(record, JSON.stringify(installed));
  expect(staleNodeModules(root)).toBe('zod is not installed');

  rmSync(record);
  expect(staleNodeModules(root)).toBe('node_modules is missing or incomplete');
});
