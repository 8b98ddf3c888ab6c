import type { PackOf } from '@seesaw/shared/lanes';
import { canPack } from './canPack.ts';
import { packKey } from './packKey.ts';

/** Trials that gain by it can share a program with those of the same key. */
export const packOf: PackOf = (config) => {
  const can = canPack(config);
  return can.possible ? { key: packKey(config) } : { reason: can.reason };
};
