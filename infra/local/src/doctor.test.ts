import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { doctor, type Finding } from './doctor.ts';
import { status } from './status.ts';
import { testHome } from './testing/testHome.ts';
import { up } from './up.ts';
import { waitUntil } from './waitUntil.ts';

test('on a machine that is set up, everything needed is found, with version and place', async () => {
  const home = testHome();
  await up({ home, services: ['postgres'] });
  const report = await doctor({ home });
  for (const name of [
    'Node',
    'Python 3 with venv',
    'C++ compiler',
    'node_modules',
    'PostgreSQL',
    'libtensorflow',
    'home',
    'running: postgres',
  ]) {
    const finding = named(report.findings, name);
    expect(finding, name).toMatchObject({ ok: true, problem: undefined });
    expect(finding.version, name).toBeTruthy();
    expect(finding.where, name).toBeTruthy();
  }
  expect(existsSync(named(report.findings, 'libtensorflow').where!)).toBe(true);
});

test('what an empty cache lacks is a finding with the command that mends it, and the system could not run', async () => {
  const home = testHome();
  vi.stubEnv('SEESAW_CACHE', `${home}/cache`);
  try {
    const report = await doctor({ home });
    expect(named(report.findings, 'MLflow')).toMatchObject({ ok: false, problem: 'not found', fix: 'npm run setup' });
    expect(report.ok).toBe(false);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a server named by the environment replaces ours', async () => {
  const home = testHome();
  vi.stubEnv('SEESAW_CACHE', `${home}/cache`);
  vi.stubEnv('MLFLOW_TRACKING_URI', 'http://127.0.0.1:1');
  try {
    const { findings } = await doctor({ home });
    expect(named(findings, 'MLflow')).toMatchObject({ ok: true, version: 'given', where: '$MLFLOW_TRACKING_URI' });
  } finally {
    vi.unstubAllEnvs();
  }
});

test('services without a living supervisor are a finding that names the way out', async () => {
  const home = testHome();
  await up({ home, services: ['postgres'] });
  process.kill(status({ home }).supervisorPid!, 'SIGKILL');
  await waitUntil('the supervisor to die', () => status({ home }).supervisorPid === undefined, { timeoutMs: 30_000 });
  const { ok, findings } = await doctor({ home });
  expect(named(findings, 'running: postgres')).toMatchObject({ ok: false, fix: 'npx --no seesaw up' });
  expect(ok).toBe(false);
});

function named(findings: readonly Finding[], name: string): Finding {
  const finding = findings.find((entry) => entry.name === name);
  if (finding === undefined) throw new Error(`no finding named ${name}`);
  return finding;
}
