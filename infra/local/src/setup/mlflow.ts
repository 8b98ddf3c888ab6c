import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFailed, runCommand } from '../command.ts';
import { versions } from '../versions.ts';
import { versionIn } from '../versionText.ts';
import type { Found, StepContext } from './found.ts';
import { isStaged, stageFolder } from './stagedFolder.ts';

const requirements = fileURLToPath(new URL('./mlflow-requirements.txt', import.meta.url));

/** Finds or makes the private Python environment with MLflow; `where` is its folder. */
export async function ensureMlflow({ cache, report }: StepContext): Promise<Found> {
  const folder = await mlflowFolder(cache);
  const built = await stageFolder(folder, report, (venv) => install(venv, report), { inPlace: true });
  return { version: versions.mlflow, where: folder, how: built ? 'installed' : 'cached' };
}

/** The environment if it is there already; never installs. */
export async function findMlflow(cache: string): Promise<Found | undefined> {
  const folder = await mlflowFolder(cache);
  return isStaged(folder) ? { version: versions.mlflow, where: folder, how: 'cached' } : undefined;
}

/** An environment belongs to one Python version, so its folder is named after it. */
async function mlflowFolder(cache: string): Promise<string> {
  const python = versionIn(await runCommand('python3', ['--version']))
    ?.split('.')
    .slice(0, 2)
    .join('.');
  return join(cache, `mlflow-${versions.mlflow}-python${python}`);
}

async function install(venv: string, report: StepContext['report']): Promise<void> {
  report('making a Python environment');
  await runCommand('python3', ['-m', 'venv', venv]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
  const python = join(venv, 'bin', 'python');
  report(`installing MLflow ${versions.mlflow}`);
  try {
    await runCommand(python, [...pip, '-r', requirements]);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    // The pinned set was frozen on one Python; another may have no wheels for exactly those versions.
    report(`the pinned packages do not suit this Python; installing MLflow ${versions.mlflow} with what does`);
    await runCommand(python, [...pip, `mlflow==${versions.mlflow}`, 'psycopg2-binary']);
  }
  // Compiled now, or the first start would do it while somebody waits.
  await runCommand(join(venv, 'bin', 'mlflow'), ['--version']);
}
