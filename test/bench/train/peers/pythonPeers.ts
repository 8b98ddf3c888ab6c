import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@seesaw/local/command';
import { localEnv } from '@seesaw/local/env';
import { stageFolder } from '@seesaw/local/setup/stagedFolder';
import type { Played, PlayOrder } from './gameCase.ts';

export const peerVersions = { jax: '0.10.2', tensorflow: '2.21.0' } as const;
export type Peer = keyof typeof peerVersions;

const script = fileURLToPath(new URL('./peers.py', import.meta.url));

/** A private Python environment with JAX and TensorFlow in the cache folder, made on first use: about 2 GB. */
export async function ensurePeers(report: (line: string) => void): Promise<string> {
  const { jax, tensorflow } = peerVersions;
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

/** One Python process that plays with one thread for its arithmetic. */
export function startPeer(python: string, peer: Peer): { ask(order: PlayOrder): Promise<Played>; stop(): void } {
  const child = spawn(python, [script, peer], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1',
      JAX_PLATFORMS: 'cpu',
      TF_NUM_INTRAOP_THREADS: '1',
      TF_NUM_INTEROP_THREADS: '1',
      OMP_NUM_THREADS: '1',
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
