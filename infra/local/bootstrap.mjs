#!/usr/bin/env node
/**
 * From a bare machine to a running Seesaw: `bootstrap.mjs setup | demo [--exit] | test [suites] | faults | bench <suite> | screenshots`.
 * Plain JavaScript on bare Node: it checks what the machine must have, installs node_modules, has the services set up and
 * hands over.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withInstallLock } from './src/installLock.mjs';
import { checkNeeds } from './src/needs.mjs';
import { staleNodeModules } from './src/nodeModules.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const setup = ['--import', 'tsx', 'infra/local/src/setupMain.ts'];
const commands = {
  setup: () => [setup],
  demo: (args) => [setup, ['apps/cli/bin/seesaw.mjs', 'demo', ...args]],
  test: (args) => [
    [...setup, '--chromium'],
    ['--import', 'tsx', 'test/run.ts', ...args],
  ],
  screenshots: (args) => [
    [...setup, '--chromium'],
    ['--import', 'tsx', 'test/pictures/main.ts', ...args],
  ],
  faults: (args) => [setup, ['--import', 'tsx', 'test/faults/main.ts', ...args]],
  bench: (args) => [setup, ['--import', 'tsx', 'test/bench/run.ts', ...args]],
};

/** Standard output goes where errors go: that of a bench is its result. */
const progress = ['inherit', 2, 2];

process.exitCode = await main(process.argv[2], process.argv.slice(3));

async function main(name, args) {
  const command = commands[name];
  if (command === undefined) {
    console.error(
      'usage: node infra/local/bootstrap.mjs setup | demo [--exit] | test [suites] | faults | bench <suite> | screenshots',
    );
    return 2;
  }
  const home = resolve(process.env.SEESAW_HOME || join(homedir(), '.seesaw'));
  const cache = resolve(process.env.SEESAW_CACHE || join(home, 'cache'));
  mkdirSync(cache, { recursive: true });
  if (!(await needsAreMet(cache))) return 1;
  if (!(await installPackages(cache))) return 1;
  if (name !== 'bench') console.log(`Setting up (${cache})`);
  for (const step of command(args)) {
    const code = await run(process.execPath, step, name === 'bench' && step === setup ? progress : 'inherit');
    if (code !== 0) return code;
  }
  return 0;
}

async function needsAreMet(cache) {
  const missing = (await checkNeeds(process.env, cache)).filter((need) => !need.ok);
  if (missing.length === 0) return true;
  console.error('This machine lacks:');
  for (const { name, problem, fix } of missing) console.error(`  ✗ ${name}: ${problem}\n      ${fix}`);
  console.error('Nothing was installed. Run the commands above and start again.');
  return false;
}

async function installPackages(cache) {
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return withInstallLock(join(cache, `install-${checkout}.lock`), async () => {
    const stale = staleNodeModules(root);
    if (stale === undefined) return true;
    console.error(`Installing node_modules (${stale})`);
    const startMs = performance.now();
    let code = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], progress);
    if (code !== 0) {
      // Some registries lack packages of other platforms, and `npm ci` then insists on a lock file without them.
      console.error('npm ci failed; trying npm install, which leaves package-lock.json as it is');
      code = await run('npm', ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'], progress);
    }
    if (code === 0) console.error(`  ✓ node_modules  ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
    else console.error('node_modules could not be installed; nothing else was set up.');
    return code === 0;
  });
}

/** Runs a command in the checkout with our terminal; gives its exit code, or 128 + the signal's number as shells do. */
function run(file, args, stdio = 'inherit') {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { cwd: root, stdio });
    // The terminal sends SIGINT to both of us; the child decides how to end and we report how it did.
    const forward = (signal) => child.kill(signal);
    const ignore = () => undefined;
    process.on('SIGTERM', forward);
    process.on('SIGINT', ignore);
    child.once('error', failed);
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', forward);
      process.off('SIGINT', ignore);
      done(signal === null ? code : signal === 'SIGINT' ? 130 : 143);
    });
  });
}
