import { type NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/**
 * The same structure with other tensors in it; what is no tensor stays as it is.
 * @param path of `value`; a tensor's is where it stands, like `state.d.weights`
 */
export function mapTensors<T>(value: T, to: (tensor: Tensor, path: string) => Tensor, path = 'state'): T {
  if (value instanceof Tensor) return to(value, path) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, mapTensors(part, to, `${path}.${name}`)]),
  ) as T;
}

/** By where they stand: see `mapTensors`. */
export function tensorsByPath(value: unknown, path?: string): NamedTensorMap {
  const found: NamedTensorMap = {};
  mapTensors(value, (tensor, at) => (found[at] = tensor), path);
  return found;
}
