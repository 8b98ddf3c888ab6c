import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@seesaw/local/command';
import { localEnv } from '@seesaw/local/env';
import { stageFolder } from '@seesaw/local/setup/stagedFolder';
import type { BenchDevice } from '../../oneThread.ts';
import type { Played, PlayOrder } from './gameCase.ts';

export type Peer = 'jax' | 'tensorflow' | 'pytorch';

/** What is installed where no Python is given: PyTorch would be gigabytes of CUDA on top. */
const installed = { jax: '0.10.2', tensorflow: '2.21.0' } as const;

const script = fileURLToPath(new URL('./peers.py', import.meta.url));

/** A private Python environment with JAX and TensorFlow in the cache folder, made on first use: about 2 GB. */
export async function ensurePeers(report: (line: string) => void): Promise<string> {
  const { jax, tensorflow } = installed;
  const folder = join(localEnv().cache, `train-peers-jax${jax}-tensorflow${tensorflow}`);
  await stageFolder(
    folder,
    report,
    async (venv) => {
      report(`installing JAX ${jax} and TensorFlow ${tensorflow}`);
      await runCommand('python3', ['-m', 'venv', venv]);
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
      const packages = [`jax==${jax}`, `jaxlib==${jax}`, `tensorflow-cpu==${tensorflow}`];
      await runCommand(join(venv, 'bin', 'python'), [...pip, ...packages]);
    },
    { inPlace: true },
  );
  return join(folder, 'bin', 'python');
}

/** The peers that this Python can import, with their versions. */
export async function importablePeers(python: string): Promise<Partial<Record<Peer, string>>> {
  return JSON.parse(await runCommand(python, [script, 'versions'], { timeoutMs: 120_000 }));
}

/** Memory grows as it is needed, as in Seesaw's trainer. */
const cuda = {
  CUDA_VISIBLE_DEVICES: '0',
  JAX_PLATFORMS: 'cuda',
  XLA_PYTHON_CLIENT_PREALLOCATE: 'false',
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};
const cpu = { CUDA_VISIBLE_DEVICES: '-1', JAX_PLATFORMS: 'cpu' };
const oneThread = {
  XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  OMP_NUM_THREADS: '1',
};

/** One Python process that plays with one thread for its arithmetic, or with all that it likes, or on the first GPU. */
export function startPeer(
  python: string,
  peer: Peer,
  device: BenchDevice,
  threads: 'one' | 'all' = 'one',
): { ask(order: PlayOrder): Promise<Played>; stop(): void } {
  const child = spawn(python, [script, peer], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...(device === 'cuda' ? cuda : cpu),
      ...(threads === 'one' && oneThread),
      TF_CPP_MIN_LOG_LEVEL: '3',
    },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const line = await lines.next();
      if (line.done) throw new Error(`${peer} ended during ${order.case.name}.`);
      return JSON.parse(line.value) as Played;
    },
    stop() {
      child.stdin.end();
      child.kill();
    },
  };
}
