import { status } from '@seesaw/local/local';
import { inject } from 'vitest';
import { eventually } from './eventually.ts';

export type ServiceName = 'postgres' | 'temporal' | 'mlflow' | 'orchestrator' | 'trainer';

async function pidOf(name: ServiceName): Promise<number> {
  const report = await status({ home: inject('home') });
  const pid = report.services.find((service) => service.name === name)?.pid;
  if (pid === undefined || pid === null) throw new Error(`${name} is not running`);
  return pid;
}

/** `kill -9`, then waits until the supervisor has started it again. */
export async function killService(name: ServiceName): Promise<void> {
  const before = await pidOf(name);
  process.kill(before, 'SIGKILL');
  await eventually(`${name} to be started again`, async () => {
    const now = await pidOf(name);
    return now !== before && alive(now);
  });
}

/** Freezes a service (SIGSTOP): its port stays open but nobody answers, the nastiest kind of outage. */
export async function freezeService(name: ServiceName): Promise<() => void> {
  // The whole process group: MLflow answers from worker processes of its own.
  const group = -(await pidOf(name));
  process.kill(group, 'SIGSTOP');
  return () => process.kill(group, 'SIGCONT');
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
