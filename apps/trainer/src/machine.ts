import { execFile } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { Machine } from './devices.ts';

const NVIDIA_SMI_TIMEOUT_MS = 10_000;

/** Cores, memory and GPUs of this machine. `cudaVisibleDevices` limits the GPUs as CUDA itself would. */
export async function inspectMachine(cudaVisibleDevices: string | undefined): Promise<Machine> {
  const installed = await installedGpus();
  // A container's limit, where there is one; 0 or a number above the machine's memory means none.
  const limit = process.constrainedMemory();
  const memory = totalmem();
  return {
    cores: availableParallelism(),
    memoryBytes: limit > 0 && limit < memory ? limit : memory,
    gpus: visibleGpus(installed, cudaVisibleDevices),
  };
}

/** CUDA stops reading the list at the first entry that it does not know, e.g. -1. */
export function visibleGpus(installed: readonly string[], cudaVisibleDevices: string | undefined): string[] {
  if (cudaVisibleDevices === undefined) return [...installed];
  const named = cudaVisibleDevices.split(',').map((name) => name.trim());
  const firstUnknown = named.findIndex((name) => !installed.includes(name));
  return firstUnknown === -1 ? named : named.slice(0, firstUnknown);
}

async function installedGpus(): Promise<string[]> {
  try {
    const args = ['--query-gpu=index', '--format=csv,noheader'];
    const { stdout } = await promisify(execFile)('nvidia-smi', args, { timeout: NVIDIA_SMI_TIMEOUT_MS });
    return stdout
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^\d+$/.test(line));
  } catch {
    // No driver, hence no GPU: the usual case on a laptop.
    return [];
  }
}
