import { add, mul, type Scalar } from '@tensorflow/tfjs-core';
import type { Control, Controller, Seen } from '../controllers/controller.ts';

/** The shares of steps in which a player was trained keep this much of themselves per step: about the last hundred count. */
const decay = 0.99;

const players = ['D', 'G'] as const;

/** What goes from step to step, by name: the controller's own numbers and, where it can hold a player back, how often it did not. */
export function firstNumbers(controller: Controller | undefined): Readonly<Record<string, number>> {
  const numbers: Record<string, number> = { ...controller?.first };
  for (const player of players) if (holdsBack(controller, player)) numbers[`trained${player}`] = 1;
  return numbers;
}

export function holdsBack(controller: Controller | undefined, player: (typeof players)[number]): boolean {
  return controller?.first[`train${player}`] !== undefined;
}

/** After a step, for the next one. */
export function nextControl(controller: Controller | undefined, now: Control, seen: () => Seen): Control {
  if (controller === undefined) return now;
  const next: Record<string, Scalar> = { ...controller.next(now, seen()) };
  for (const player of players) {
    const trained = now[`trained${player}`];
    if (trained === undefined) continue;
    next[`trained${player}`] = add(mul(trained, decay), mul(now[`train${player}`]!, 1 - decay));
  }
  return next;
}
