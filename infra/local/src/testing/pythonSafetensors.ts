import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { localEnv } from '../env.ts';
import { stageFolder } from '../setup/stagedFolder.ts';

/** The package of PyPI that other tools read checkpoints and samples with; it needs nothing else. */
const version = '0.6.2';

/** For tests: runs a Python script that can import the real `safetensors`, and gives what it prints. Installs once, into the cache. */
export async function pythonSafetensors(): Promise<(script: string, ...args: readonly string[]) => Promise<string>> {
  const packages = join(localEnv().cache, `safetensors-${version}`);
  await stageFolder(
    packages,
    () => undefined,
    async (partial) => {
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
      await runCommand('python3', [...pip, '--no-deps', '--target', partial, `safetensors==${version}`]);
    },
  );
  const env = { ...process.env, PYTHONPATH: packages };
  return (script, ...args) => runCommand('python3', ['-c', script, ...args], { env });
}
