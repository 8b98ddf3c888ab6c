import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { planSlots } from '../../apps/trainer/src/devices.ts';

/** What a bench trains on: the processor, or the first NVIDIA GPU. */
export type BenchDevice = 'cpu' | 'cuda';

/** A process of its own that trains with one thread, and answers one order after the other. */
export interface OneThread<Order, Answer> {
  ask(order: Order): Promise<Answer>;
  stop(): void;
}

/**
 * @param module gets the device as its argument, says `ready` once, then answers each message with one
 * @param flags of Node, such as --expose-gc
 */
export async function startOneThread<Order extends object, Answer>(
  module: URL,
  device: BenchDevice = 'cpu',
  flags: readonly string[] = [],
): Promise<OneThread<Order, Answer>> {
  const child = fork(fileURLToPath(module), [device], {
    execArgv: [...flags, '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...slotOfOneThread(device).env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  const gone = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`The training process ended: ${code}`))),
  );
  void Promise.allSettled([gone]);
  const said = () => new Promise<unknown>((resolve) => child.once('message', resolve));
  await Promise.race([said(), gone]);
  return {
    async ask(order) {
      const answer = said();
      child.send(order);
      return (await Promise.race([answer, gone])) as Answer;
    },
    stop: () => child.disconnect(),
  };
}

/** A trainer's slot on a machine with one core. */
function slotOfOneThread(device: BenchDevice) {
  const [slot] = planSlots(device === 'cuda' ? 'cuda:0' : 'cpu:1', { cores: 1, memoryBytes: 0, gpus: ['0'] });
  return slot!;
}
