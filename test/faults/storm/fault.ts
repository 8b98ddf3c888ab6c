import type { Uniform } from '@seesaw/search/stream';
import type { World } from './world.ts';

/** One blow, with everything about it decided; whom it hits (a process number) is looked up when it falls. */
export interface Fault {
  /** For the printed schedule. */
  readonly what: string;
  /** Resolves when its effect is taken back, where it lasts. A target that is gone already is missed. */
  strike(world: World): Promise<void>;
}

/** A kind of fault draws its details from a stream of random numbers, so that a seed gives the same again. */
export type FaultKind = (random: Uniform, limits: FaultLimits) => Fault;

export interface FaultLimits {
  /** Lasting faults last at most so long. */
  readonly longestMs: number;
}

export function pick<T>(random: Uniform, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)]!;
}

/** Whole milliseconds; short times are as likely as long ones ten times as long. */
export function drawMs(random: Uniform, { from, to }: { from: number; to: number }): number {
  return Math.round(from * (to / from) ** random());
}
