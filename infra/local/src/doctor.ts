import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { externalUrl } from './composeServices.ts';
import { childEnv, type LocalEnv, localEnv } from './env.ts';
import { checkNeeds } from './needs.mjs';
import { staleNodeModules } from './nodeModules.mjs';
import { repositoryRoot } from './services/app.ts';
import { findChromium } from './setup/chromium.ts';
import { hasNvidiaGpu, libtensorflowInstalled, libtensorflowPlace, probeLibtensorflow } from './setup/libtensorflow.ts';
import { findMlflow } from './setup/mlflow.ts';
import { ensurePostgres } from './setup/postgresBinaries.ts';
import { findTemporal } from './setup/temporal.ts';
import { status } from './status.ts';

/** Below this, data and checkpoints of the first sweeps may fill the disk. */
const leastFreeBytes = 2 * 1024 ** 3;

export interface Finding {
  name: string;
  ok: boolean;
  /** False for what is only good to know: its `ok` does not count. */
  needed: boolean;
  version: string | undefined;
  where: string | undefined;
  /** What is wrong, in a sentence. */
  problem: string | undefined;
  /** The command that mends it. */
  fix: string | undefined;
}

export interface DoctorReport {
  home: string;
  cache: string;
  /** Whether the system could run. */
  ok: boolean;
  findings: Finding[];
}

type Answer = { version?: string | undefined; where?: string | undefined };

/** Looks at everything the local system needs and says what was found, where, and what is wrong. Installs nothing. */
export async function doctor({ home = localEnv().home }: { home?: string } = {}): Promise<DoctorReport> {
  const env = { ...localEnv(), home };
  const needs = await checkNeeds(childEnv(), env.cache);
  const setUp = 'npm run setup';
  const rest = await Promise.all([
    examine('home', true, `mkdir -p ${home}   # or set SEESAW_HOME to a folder you may write to`, async () =>
      folder(home),
    ),
    examine('node_modules', true, 'npm ci', async () => packages()),
    examine(
      'PostgreSQL',
      true,
      setUp,
      async () => given('postgres', env) ?? ensurePostgres({ report: () => undefined }),
    ),
    examine('Temporal', true, setUp, async () => given('temporal', env) ?? findTemporal(env.cache)),
    examine('MLflow', true, setUp, async () => given('mlflow', env) ?? findMlflow(env.cache)),
    examine('libtensorflow', true, setUp, tensorflow),
    examine('Chromium', false, 'apt-get install -y chromium   # only the browser tests need it', () =>
      findChromium(env.chromePath),
    ),
    examine('NVIDIA GPU', false, undefined, async () => (hasNvidiaGpu() ? { where: '/dev/nvidia0' } : undefined)),
  ]);
  const findings = [...needs.map((need) => ({ ...need, needed: true })), ...rest, ...running(home)];
  return { home, cache: env.cache, ok: findings.every(({ ok, needed }) => ok || !needed), findings };
}

async function examine(
  name: string,
  needed: boolean,
  fix: string | undefined,
  look: () => Promise<Answer | undefined>,
): Promise<Finding> {
  try {
    const answer = await look();
    if (answer !== undefined)
      return {
        name,
        needed,
        ok: true,
        version: answer.version,
        where: answer.where,
        problem: undefined,
        fix: undefined,
      };
    return { name, needed, ok: false, version: undefined, where: undefined, problem: 'not found', fix };
  } catch (cause) {
    return { name, needed, ok: false, version: undefined, where: undefined, problem: (cause as Error).message, fix };
  }
}

function given(name: 'postgres' | 'temporal' | 'mlflow', env: LocalEnv): Answer | undefined {
  const variable = { postgres: 'DATABASE_URL', temporal: 'TEMPORAL_ADDRESS', mlflow: 'MLFLOW_TRACKING_URI' }[name];
  return externalUrl(name, env) === undefined ? undefined : { version: 'given', where: `$${variable}` };
}

function folder(home: string): Answer {
  let nearest = home;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  accessSync(nearest, constants.W_OK);
  const { bavail, bsize } = statfsSync(nearest);
  const free = bavail * bsize;
  const text = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  if (free < leastFreeBytes) throw new Error(`only ${text} for data, logs and checkpoints`);
  return { version: text, where: home };
}

function packages(): Answer {
  const stale = staleNodeModules(repositoryRoot);
  if (stale !== undefined) throw new Error(stale);
  return { version: 'as package-lock.json', where: `${repositoryRoot}node_modules` };
}

async function tensorflow(): Promise<Answer | undefined> {
  if (!libtensorflowInstalled()) return undefined;
  const { folder: where, device } = libtensorflowPlace();
  const version = await probeLibtensorflow();
  return { version: device === undefined ? version : `${version} (${device})`, where };
}

/** A finding for each service that should run and does not do well; nothing while the system is down. */
function running(home: string): Finding[] {
  return status({ home }).services.map(({ name, phase, url, pid, problem, log }) => ({
    name: `running: ${name}`,
    needed: true,
    ok: phase === 'ready',
    version: pid === undefined ? phase : `${phase}, process ${pid}`,
    where: url,
    problem: phase === 'ready' ? undefined : `${problem ?? `it is ${phase}`} (log: ${log})`,
    fix: phase === 'orphaned' || phase === 'dead' ? 'npx --no seesaw up' : undefined,
  }));
}
