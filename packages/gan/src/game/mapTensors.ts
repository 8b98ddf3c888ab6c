import { Tensor } from '@tensorflow/tfjs-core';

/** The same structure with other tensors in it; what is no tensor stays as it is. */
export function mapTensors<T>(value: T, to: (tensor: Tensor) => Tensor): T {
  if (value instanceof Tensor) return to(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTensors(part, to)])) as T;
}
