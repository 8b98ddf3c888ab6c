import { util } from '@tensorflow/tfjs-core';
import { dataTypes } from './attrValue.ts';
import type { NativeAttribute, NativeBinding, NativeTensor } from './nativeBackend.ts';
import type { TensorSpec } from './trace.ts';

/** What a traced operation is given. */
export interface Given extends TensorSpec {
  readonly id: number;
  /** Bytes of a small constant: shapes and axes are such constants. */
  readonly numbers?: string | undefined;
}

/** Runs the operations of one trace. */
export interface TracedRuns {
  run(
    operation: string,
    attributes: readonly NativeAttribute[],
    given: readonly Given[],
    outputs: number,
  ): NativeTensor[];
  dispose(): void;
}

/** Shapes and types of outputs that operations had in earlier traces, the oldest first, by all that they depend on. */
const known = new Map<string, readonly TensorSpec[]>();

/** Two dozen programs have as many. */
const mostKnown = 4096;

/** The id that tfjs-node gives to what libtensorflow does not have; lower ones are of outputs that were not computed. */
const unwritten = -1;

/**
 * A trace needs no number, only shapes. So with `unknown` an operation whose outputs have known shapes is not run: they have no
 * tensor behind them, and where an operation that is run takes one, it gets zeros.
 */
export function tracedRuns(binding: NativeBinding, computes: 'all' | 'unknown'): TracedRuns {
  const zeros = new Map<number, number>();
  let lastId = unwritten;

  function tensorOf({ id, shape, dtype }: Given): number {
    if (id >= unwritten) return id;
    const found = zeros.get(id) ?? binding.createTensor(shape, dtype, new Float32Array(util.sizeFromShape([...shape])));
    zeros.set(id, found);
    return found;
  }

  return {
    run(operation, attributes, given, count) {
      const key = keyOf(operation, attributes, given);
      const specs = computes === 'unknown' ? known.get(key) : undefined;
      // What integers are matters to what looks something up by them.
      if (specs?.every(({ dtype }) => dtype === dataTypes.float32))
        return specs.map((spec) => ({ ...spec, id: --lastId }));
      const outputs = binding.executeOp(operation, attributes, given.map(tensorOf), count);
      remember(
        key,
        outputs.map(({ shape, dtype }) => ({ shape, dtype })),
      );
      return outputs;
    },

    dispose() {
      for (const id of zeros.values()) binding.deleteTensor(id);
    },
  };
}

/** No shape depends on what floats are. */
function keyOf(operation: string, attributes: readonly NativeAttribute[], given: readonly Given[]): string {
  const inputs = given.map(({ shape, dtype, numbers }) => [
    dtype,
    shape,
    ...(dtype === dataTypes.float32 ? [] : [numbers]),
  ]);
  return JSON.stringify([operation, attributes, inputs]);
}

function remember(key: string, specs: readonly TensorSpec[]): void {
  if (known.has(key)) return;
  known.set(key, specs);
  const [oldest] = known.keys();
  if (known.size > mostKnown) known.delete(oldest!);
}
