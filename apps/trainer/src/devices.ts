import { UnusableEnvironment } from './env.ts';

/** The device of a slot that only plays test functions. */
export const noDevice = 'none';

/** One device, or share of one, served by one child process. */
export interface SlotSpec {
  readonly slot: number;
  /** `cpu`, `cuda:<index>` or `none`. */
  readonly device: string;
  /** Pinned, because results are equal bit for bit only for an equal thread count. */
  readonly threads: number;
  /** Added to the child's environment before TensorFlow is loaded. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the machine has. */
export interface Machine {
  readonly cores: number;
  readonly memoryBytes: number;
  /** Indices or UUIDs of the NVIDIA GPUs that may be used. */
  readonly gpus: readonly string[];
}

/** A child with TensorFlow, data and buffers. */
const CPU_SLOT_BYTES = 1.5 * 2 ** 30;
/** More small trials at once than this and memory bandwidth becomes the limit. */
const MAX_AUTO_CPU_SLOTS = 8;
const MAX_CPU_SLOTS = 256;

/**
 * `SEESAW_DEVICES` → slots. `auto`: every visible NVIDIA GPU is a slot; without one the cores are, as far as memory
 * goes. `cpu:N`: N slots that divide the cores. `cuda:0,1`: exactly these GPUs. `none:N`: N slots without a device or child
 * process, for sweeps of test functions.
 *
 * @throws Error that says what is allowed
 */
export function planSlots(devices: string, machine: Machine): SlotSpec[] {
  const wanted = devices.trim();
  if (wanted === 'auto') {
    if (machine.gpus.length > 0) return cudaSlots(machine.gpus, machine);
    const byMemory = Math.floor(machine.memoryBytes / CPU_SLOT_BYTES);
    return cpuSlots(Math.max(1, Math.min(machine.cores, byMemory, MAX_AUTO_CPU_SLOTS)), machine);
  }
  const none = /^none(?::(\d+))?$/.exec(wanted);
  if (none !== null) {
    const count = Number(none[1] ?? 1);
    if (count < 1 || count > MAX_CPU_SLOTS) throw refuse(devices, `none:N needs N from 1 to ${MAX_CPU_SLOTS}`);
    return Array.from({ length: count }, (_, slot) => ({ slot, device: noDevice, threads: 1, env: {} }));
  }
  const cpu = /^cpu(?::(\d+))?$/.exec(wanted);
  if (cpu !== null) {
    const count = cpu[1] === undefined ? 1 : Number(cpu[1]);
    if (count < 1 || count > MAX_CPU_SLOTS) throw refuse(devices, `cpu:N needs N from 1 to ${MAX_CPU_SLOTS}`);
    return cpuSlots(count, machine);
  }
  const cuda = /^cuda:(\d+(?:,\d+)*)$/.exec(wanted);
  if (cuda !== null) {
    const gpus = (cuda[1] ?? '').split(',');
    if (new Set(gpus).size < gpus.length) throw refuse(devices, 'a GPU is named twice');
    const missing = gpus.filter((gpu) => !machine.gpus.includes(gpu));
    if (missing.length > 0) {
      const found = machine.gpus.length === 0 ? 'no NVIDIA GPU was found' : `found: ${machine.gpus.join(', ')}`;
      throw refuse(devices, `there is no GPU ${missing.join(', ')} here (${found})`);
    }
    return cudaSlots(gpus, machine);
  }
  throw refuse(devices, 'it is neither auto, cpu:N (e.g. cpu:2), cuda:<indices> (e.g. cuda:0,1) nor none:N');
}

function refuse(devices: string, why: string): UnusableEnvironment {
  return new UnusableEnvironment(`SEESAW_DEVICES=${JSON.stringify(devices)} cannot be used: ${why}.`);
}

function cpuSlots(count: number, { cores }: Machine): SlotSpec[] {
  const threads = Math.max(1, Math.floor(cores / count));
  // A build for CUDA must not touch a GPU that other slots or programs use.
  const env = { ...threadEnv(threads), CUDA_VISIBLE_DEVICES: '-1' };
  return Array.from({ length: count }, (_, slot) => ({ slot, device: 'cpu', threads, env }));
}

function cudaSlots(gpus: readonly string[], { cores }: Machine): SlotSpec[] {
  const threads = Math.max(1, Math.floor(cores / gpus.length));
  return gpus.map((gpu, slot) => ({
    slot,
    device: `cuda:${gpu}`,
    threads,
    // The binding uses the last GPU it sees, so each child sees one; without growth the first child takes all memory.
    env: { ...threadEnv(threads), CUDA_VISIBLE_DEVICES: gpu, TF_FORCE_GPU_ALLOW_GROWTH: 'true' },
  }));
}

function threadEnv(threads: number): Record<string, string> {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
  };
}
