import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Run, RunTask } from './ownRun.ts';

const file = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Runs the tasks on all cores; results are in the order of the tasks. */
export async function runAll(tasks: readonly RunTask[], onDone: (task: RunTask) => void): Promise<Run[]> {
  const runs = new Array<Run>(tasks.length);
  const queue = [...tasks.entries()];
  const serve = async (child: ChildProcess) => {
    const ended = once(child, 'exit').then(died);
    // It also ends, rightly, when it has nothing left to do.
    ended.catch(() => undefined);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, task] = next;
      child.send(task);
      const [run] = await Promise.race([once(child, 'message'), ended]);
      runs[index] = run as Run;
      onDone(task);
    }
    child.kill();
  };
  const count = Math.min(availableParallelism(), tasks.length);
  const children = Array.from({ length: count }, () => fork(file, { execArgv: ['--import', 'tsx'] }));
  try {
    await Promise.all(children.map(serve));
  } finally {
    for (const child of children) child.kill();
  }
  return runs;
}

function died(): never {
  throw new Error('a worker of the bench ended by itself');
}
