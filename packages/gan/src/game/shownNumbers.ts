import type { Scalar } from '@tensorflow/tfjs-core';
import { beganK } from '../controllers/beganK.ts';
import type { GameState } from './playerState.ts';

/** What a controller did and turns, by the names of its numbers. */
const metrics: Readonly<Record<string, string>> = {
  trainedD: 'balance/d_trained',
  trainedG: 'balance/g_trained',
  rateD: 'balance/d_rate',
  rateG: 'balance/g_rate',
  knob: 'balance/knob',
};

/** Numbers on the device that are reported as they are, by metric. */
export function shownNumbers({ control, carried }: GameState): Record<string, Scalar> {
  const k = carried[beganK.name];
  const shown = Object.entries(control).flatMap(([name, value]) => {
    const metric = metrics[name];
    return metric === undefined ? [] : [[metric, value] as const];
  });
  return { ...Object.fromEntries(shown), ...(k !== undefined && { 'balance/knob': k }) };
}
