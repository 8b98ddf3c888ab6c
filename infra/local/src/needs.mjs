import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { promisify } from 'node:util';

// Plain JavaScript without dependencies: it runs on a bare Node, before anything is installed.

const run = promisify(execFile);
const downloadTimeoutMs = 4_000;

/** What the machine itself must have, looked for side by side; never throws. */
export async function checkNeeds(env, cache) {
  return Promise.all([checkNode(), checkPython(), checkCompiler(env.CXX || 'c++'), checkTemporalSource(env, cache)]);
}

async function checkNode() {
  const version = process.versions.node;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = (major > 20 || (major === 20 && minor >= 19)) && major < 23;
  return need('Node', ok, version, process.execPath, {
    problem: `Node ${version} is not supported: 20.19 or newer is needed, below 23 (the TensorFlow binding)`,
    fix: { apt: 'npx n 22   # or: nvm install 22', brew: 'brew install node@22' },
  });
}

async function checkPython() {
  const version = await output('python3', ['--version']);
  const venv = version !== undefined && (await output('python3', ['-c', 'import venv, ensurepip'])) !== undefined;
  return need('Python 3 with venv', venv, version?.replace('Python ', ''), 'python3', {
    problem: version === undefined ? 'python3 is not installed' : 'python3 has no venv module',
    fix: { apt: 'apt-get install -y python3 python3-venv', brew: 'brew install python@3.12' },
  });
}

async function checkCompiler(program) {
  const version = await output(program, ['--version']);
  return need('C++ compiler', version !== undefined, version?.split('\n')[0], program, {
    problem: `${program} is not installed`,
    fix: { apt: 'apt-get install -y g++', brew: 'xcode-select --install' },
  });
}

/** Temporal comes from one of several places; any one will do. */
async function checkTemporalSource(env, cache) {
  const name = 'Temporal, or a way to get it';
  if (env.TEMPORAL_ADDRESS) return need(name, true, 'given by TEMPORAL_ADDRESS', env.TEMPORAL_ADDRESS);
  const onPath = await output('temporal', ['--version']);
  if (onPath !== undefined) return need(name, true, onPath, 'temporal');
  const cached = existsSync(cache) && readdirSync(cache).find((entry) => isCachedTemporal(cache, entry));
  if (cached) return need(name, true, 'installed by an earlier set-up', join(cache, cached));
  const go = (await output('go', ['env', 'GOVERSION']))?.replace('go', '');
  const [major = 0, minor = 0] = (go ?? '').split('.').map(Number);
  if (major > 1 || (major === 1 && minor >= 25)) return need(name, true, `built with Go ${go}`, 'go');
  if (await reachable('https://temporal.download/'))
    return need(name, true, 'official download', 'https://temporal.download');
  return need(name, false, undefined, undefined, {
    problem: `no temporal program, its download cannot be reached, and ${go ? `Go ${go} is too old` : 'Go is not installed'} (1.25 or newer builds it)`,
    fix: { apt: 'apt-get install -y golang   # 1.25 or newer; else https://go.dev/dl', brew: 'brew install temporal' },
  });
}

function isCachedTemporal(cache, entry) {
  return entry.startsWith('temporal-') && existsSync(join(cache, entry, '.complete'));
}

async function reachable(url) {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(downloadTimeoutMs) });
    return true;
  } catch {
    return false;
  }
}

async function output(program, args) {
  try {
    return (await run(program, args)).stdout.trim();
  } catch {
    return undefined;
  }
}

function need(name, ok, version, where, { problem, fix } = {}) {
  const command = platform === 'darwin' ? fix?.brew : fix?.apt;
  return { name, ok, version, where, problem: ok ? undefined : problem, fix: ok ? undefined : command };
}
