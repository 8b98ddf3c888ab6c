import { backend, engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { CompileFault } from './compileFault.ts';

export type NativeValues = Float32Array | Int32Array | Uint8Array;

/** A tensor of libtensorflow. Ids are never used twice. */
export interface NativeTensor {
  readonly id: number;
  readonly shape: readonly number[];
  /** TensorFlow's DataType. */
  readonly dtype: number;
}

export interface NativeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The part of tfjs-node's native binding that is used. */
export interface NativeBinding {
  executeOp(
    operation: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): NativeTensor[];
  createTensor(shape: readonly number[], dtype: number, values: NativeValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): NativeValues;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(model: number): void;
  /** Names are joined by commas. */
  runSavedModel(model: number, inputs: readonly number[], inputNames: string, outputNames: string): NativeTensor[];
  getNumOfSavedModels(): number;
  getNumOfTensors(): number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

/** What tfjs-node knows of a tensor; `values` as long as they have not been handed to libtensorflow. */
export interface NativeData {
  readonly shape: number[];
  readonly dtype: number;
  readonly id: number;
  readonly values: NativeValues | null;
}

/** The part of tfjs-node's backend that is used; its binding and these methods are replaced while a call is traced. */
export interface NativeBackend {
  binding: NativeBinding;
  readonly isUsingGpuDevice: boolean;
  readonly tensorMap: { get(dataId: object): NativeData; has(dataId: object): boolean };
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  createOutputTensor(tensor: NativeTensor): Tensor;
  write(values: NativeValues, shape: readonly number[], dtype: string): object;
  executeSingleOutput(operation: string, attributes: readonly NativeAttribute[], inputs: readonly TensorInfo[]): Tensor;
}

/** @throws CompileFault where tfjs runs on anything but tfjs-node or tfjs-node-gpu */
export function nativeBackend(): NativeBackend {
  const found = backend() as unknown as Partial<NativeBackend>;
  if (typeof found.binding?.loadSavedModel === 'function') return found as NativeBackend;
  throw new CompileFault(
    'other-backend',
    `Only @tensorflow/tfjs-node and tfjs-node-gpu can run a compiled program, and tfjs uses the backend ${JSON.stringify(engine().backendName)}. Import one of them first.`,
  );
}
