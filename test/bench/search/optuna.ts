import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@seesaw/local/command';
import { localEnv } from '@seesaw/local/env';
import { stageFolder } from '@seesaw/local/setup/stagedFolder';
import { testFunctions } from '@seesaw/search/functions/testFunctions';
import type { Point, SearchMethod } from '@seesaw/shared/searchSpace';
import type { FunctionName } from './options.ts';

export const optunaVersion = '5.0.0';

const script = fileURLToPath(new URL('./peers.py', import.meta.url));

/** Which of Optuna's samplers a method of ours is measured against; `null`: none. */
export const peerOf: Readonly<Record<SearchMethod, string | null>> = {
  grid: null,
  random: 'random',
  sobol: 'sobol',
  tpe: 'tpe',
  // Its sampler needs PyTorch, which is three gigabytes of libraries for other machines.
  gp: null,
  cmaes: 'cmaes',
};

export interface PeerRun {
  readonly regrets: readonly number[];
  readonly secondsInSampler: number;
}

/** A private Python environment with Optuna in the cache folder, made on first use. */
export async function ensureOptuna(report: (line: string) => void): Promise<string> {
  const folder = join(localEnv().cache, `optuna-${optunaVersion}`);
  await stageFolder(
    folder,
    report,
    async (venv) => {
      report(`installing Optuna ${optunaVersion}`);
      await runCommand('python3', ['-m', 'venv', venv]);
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
      await runCommand(join(venv, 'bin', 'python'), [...pip, `optuna==${optunaVersion}`, 'scipy', 'cmaes']);
    },
    { inPlace: true },
  );
  return join(folder, 'bin', 'python');
}

/** All runs of a sampler, in one Python process. The values of the functions come from here. */
export async function peerRuns(input: {
  python: string;
  tasks: readonly { sampler: string; name: FunctionName; seed: number; trials: number }[];
  onDone: (run: PeerRun) => void;
}): Promise<PeerRun[]> {
  const child = spawn(input.python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const runs: PeerRun[] = [];
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    for (const { sampler, name, seed, trials } of input.tasks) {
      const { space, minimum, evaluate } = testFunctions[name];
      child.stdin.write(`${JSON.stringify({ space, sampler, seed, trials })}\n`);
      const regrets: number[] = [];
      let best = Number.POSITIVE_INFINITY;
      for (;;) {
        const line = await lines.next();
        if (line.done) throw new Error(`Optuna ended during ${sampler} on ${name}, seed ${seed}`);
        const message = JSON.parse(line.value) as { point: Point } | { done: true; seconds: number };
        if ('done' in message) {
          runs.push({ regrets, secondsInSampler: message.seconds });
          break;
        }
        const value = evaluate(message.point);
        best = Math.min(best, value);
        regrets.push(best - minimum);
        child.stdin.write(`${JSON.stringify(value)}\n`);
      }
      input.onDone(runs.at(-1)!);
    }
  } finally {
    child.stdin.end();
    child.kill();
  }
  return runs;
}
