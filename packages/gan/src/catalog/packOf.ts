import type { PackOf } from '@seesaw/shared/lanes';
import { canPack } from './canPack.ts';
import { packNoGain } from './packGain.ts';
import { packKey } from './packKey.ts';

/** Trials can share a program with those of the same key. */
export const packOf: PackOf = (config) => {
  const can = canPack(config);
  if (!can.possible) return { reason: can.reason };
  const noGain = packNoGain(config);
  return { key: packKey(config), ...(noGain !== undefined && { noGain }) };
};
