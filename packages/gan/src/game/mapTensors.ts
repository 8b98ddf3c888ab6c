import { type NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/**
 * The same structure with other tensors in it; what is no tensor stays as it is.
 * @param path of `value`; a tensor's is where it stands, like `state.d.weights`
 */
export function mapTensors<T>(value: T, to: (tensor: Tensor, path: string) => Tensor, path = 'state'): T {
  if (value instanceof Tensor) return to(value, path) as T;
  if (typeof value !== 'object' || value === null) return value;
  const mapped: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) mapped[name] = mapTensors(part, to, `${path}.${name}`);
  return mapped as T;
}

/** By where they stand: see `mapTensors`. */
export function tensorsByPath(value: unknown, path?: string): NamedTensorMap {
  const found: NamedTensorMap = {};
  mapTensors(value, (tensor, at) => (found[at] = tensor), path);
  return found;
}
