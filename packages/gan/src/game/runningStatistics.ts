import { add, dispose, keep, mul, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import { goesByBatch, type Network } from '../players/network.ts';
import type { InTraining, Running } from '../players/pass.ts';

/** A running statistic keeps this much of itself at an update (the usual 1 − 0.1). */
const kept = 0.9;

/** A statistic of one batch; whoever moves the running ones on disposes it. */
export interface Noted {
  readonly name: string;
  readonly ofBatch: Tensor1D;
}

export function firstRunning({ statistics }: Pick<Network, 'statistics'>): Running {
  return Object.fromEntries(
    statistics.map(({ name, size, first }) => [
      name,
      tensor1d(typeof first === 'number' ? new Float32Array(size).fill(first) : first()),
    ]),
  );
}

/** Collects what a pass notes; undefined for a network that keeps nothing. Kept beyond the `tidy` around a gradient. */
export function noteInto(noted: Noted[], { statistics }: Pick<Network, 'statistics'>): InTraining['note'] {
  if (!goesByBatch({ statistics })) return undefined;
  return (name, ofBatch) => noted.push({ name, ofBatch: keep(ofBatch) });
}

/** The running statistics after an update, in the order in which its batches passed; the noted ones are gone. */
export function movedOn(running: Running, noted: readonly Noted[]): Running {
  if (noted.length === 0) return running;
  const next = { ...running };
  for (const { name, ofBatch } of noted) {
    next[name] = add(mul(next[name]!, kept), mul(ofBatch, 1 - kept));
    dispose(ofBatch);
  }
  return next;
}
