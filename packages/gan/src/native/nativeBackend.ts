import type { DataId, Tensor } from '@tensorflow/tfjs-core';

/** The part of tfjs-node's backend that is needed; packages/gan does not import it, the trainer passes it in. */
export interface NativeBackend {
  executeSingleOutput(name: string, attributes: NativeAttribute[], inputs: Tensor[]): Tensor;
  /** One more tensor shares this memory. */
  incRef(dataId: DataId): void;
  readonly binding: {
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_INT: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_FLOAT: number;
    readonly TF_INT32: number;
    readonly TF_UINT8: number;
  };
}

export interface NativeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean;
}
