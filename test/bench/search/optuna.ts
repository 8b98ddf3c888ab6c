import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@seesaw/local/command';
import { localEnv } from '@seesaw/local/env';
import { stageFolder } from '@seesaw/local/setup/stagedFolder';
import type { Point, SearchMethod } from '@seesaw/shared/searchSpace';
import { type FunctionName, problemOf } from './problems.ts';

export const optunaVersion = '5.0.0';

const script = fileURLToPath(new URL('./peers.py', import.meta.url));

/** Which of Optuna's samplers a method of ours is measured against; `null`: none. */
export const peerOf: Readonly<Record<SearchMethod, string | null>> = {
  grid: null,
  pbt: null,
  random: 'random',
  sobol: 'sobol',
  tpe: 'tpe',
  // Its sampler needs PyTorch, which is three gigabytes of libraries for other machines.
  gp: null,
  cmaes: 'cmaes',
  nsga2: 'nsga2',
  bayes: null,
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

export interface PeerTask {
  readonly sampler: string;
  readonly name: FunctionName;
  readonly seed: number;
  readonly trials: number;
}

/** Runs the tasks on all cores; results are in the order of the tasks. */
export async function peerRuns(python: string, tasks: readonly PeerTask[], onDone: () => void): Promise<PeerRun[]> {
  const runs = new Array<PeerRun>(tasks.length);
  const queue = [...tasks.entries()];
  const serve = async () => {
    const optuna = startOptuna(python);
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, task] = next;
        runs[index] = await optuna.run(task);
        onDone();
      }
    } finally {
      optuna.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, serve));
  return runs;
}

/** One Python process, which asks for the values of the functions. */
function startOptuna(python: string) {
  // Its linear algebra would take all cores for one process.
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function run({ sampler, name, seed, trials }: PeerTask): Promise<PeerRun> {
    const { space, objectives, evaluate, regretOf } = problemOf(name);
    child.stdin.write(`${JSON.stringify({ space, objectives, sampler, seed, trials })}\n`);
    const regrets: number[] = [];
    const values: (readonly number[])[] = [];
    for (;;) {
      const line = await lines.next();
      if (line.done) throw new Error(`Optuna ended during ${sampler} on ${name}, seed ${seed}`);
      const message = JSON.parse(line.value) as { point: Point } | { done: true; seconds: number };
      if ('done' in message) return { regrets, secondsInSampler: message.seconds };
      values.push(evaluate(message.point));
      regrets.push(regretOf(values));
      child.stdin.write(`${JSON.stringify(values.at(-1))}\n`);
    }
  }

  return {
    run,
    stop() {
      child.stdin.end();
      child.kill();
    },
  };
}
