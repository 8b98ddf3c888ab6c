import { batchNorm } from './layers/batchNorm.ts';
import { instanceNorm } from './layers/instanceNorm.ts';
import type { Layer } from './layers/layer.ts';
import { layerNorm } from './layers/layerNorm.ts';
import { virtualBatchNorm } from './layers/virtualBatchNorm.ts';

export const normKinds = ['none', 'batch', 'layer', 'instance', 'virtual-batch'] as const;

/** How numbers are brought to the same size between layers. */
export type NormKind = (typeof normKinds)[number];

/** No layer for `none`. `rows` is how many the reference of `virtual-batch` has. */
export function normLayers(kind: NormKind, name: string, features: number, rows: number): Layer[] {
  switch (kind) {
    case 'none':
      return [];
    case 'batch':
      return [batchNorm(name, features)];
    case 'layer':
      return [layerNorm(name, features)];
    case 'instance':
      return [instanceNorm(name, features)];
    case 'virtual-batch':
      return [virtualBatchNorm(name, features, rows)];
  }
}
