import { util } from '@tensorflow/tfjs-core';
import { dataTypes } from './attrValue.ts';
import type { NativeAttribute, NativeBinding, NativeTensor } from './nativeBackend.ts';
import type { TensorSpec } from './trace.ts';

/** What a traced operation is given. */
export interface Given extends TensorSpec {
  readonly id: number;
  /** Bytes of a constant, where it is small or of integers: shapes, sizes and axes are such constants. */
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

/** The id that tfjs-node gives to what libtensorflow does not have; lower ones are of outputs that were not computed, in any trace. */
const unwritten = -1;
let lastId = unwritten;

/** It gives as many floats as floats say. */
const byNumbers = 'Range';

/**
 * A trace needs no number, only shapes. So with `unknown` an operation whose outputs have known shapes, from earlier traces or by
 * what it does, is not run: they have no tensor behind them, and where an operation that is run takes one, it gets zeros.
 */
export function tracedRuns(binding: NativeBinding, computes: 'all' | 'unknown'): TracedRuns {
  const zeros = new Map<number, number>();

  function tensorOf({ id, shape, dtype }: Given): number {
    if (id >= unwritten) return id;
    const found = zeros.get(id) ?? binding.createTensor(shape, dtype, new Float32Array(util.sizeFromShape([...shape])));
    zeros.set(id, found);
    return found;
  }

  return {
    run(operation, attributes, given, count) {
      const key = keyOf(operation, attributes, given);
      const mayBeKnown = computes === 'unknown' && operation !== byNumbers;
      const specs = mayBeKnown ? (known.get(key) ?? plainSpecs(operation, attributes, given)) : undefined;
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

/** Of floats alone, number by number: those that nearly all that is computed is made of. */
const elementWise: ReadonlySet<string> = new Set(
  `Abs Add AddV2 Div Elu Exp Expm1 LeakyRelu Log Log1p Maximum Minimum Mul Neg RealDiv Reciprocal Relu Relu6 Rsqrt Sigmoid Sign
   Softplus Sqrt Square SquaredDifference Sub Tanh`.split(/\s+/),
);

/** Where shapes alone say it: of the few operations that take most of a trace's time where they are computed. */
function plainSpecs(
  operation: string,
  attributes: readonly NativeAttribute[],
  given: readonly Given[],
): readonly TensorSpec[] | undefined {
  const { float32 } = dataTypes;
  if (given.some(({ dtype }) => dtype !== float32)) return undefined;
  const shapes = given.map(({ shape }) => shape);
  const shape = elementWise.has(operation)
    ? broadcast(shapes)
    : operation === 'BatchMatMulV2'
      ? productOf(shapes as [Shape, Shape], attributes)
      : undefined;
  return shape && [{ shape, dtype: float32 }];
}

type Shape = readonly number[];

function broadcast(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(...shapes.map(({ length }) => length));
  const axes = Array.from({ length: rank }, (_, axis) => {
    const sizes = new Set(shapes.map((shape) => shape[axis - rank + shape.length] ?? 1));
    sizes.delete(1);
    return sizes.size > 1 ? undefined : ([...sizes][0] ?? 1);
  });
  return axes.includes(undefined) ? undefined : (axes as number[]);
}

/** Of two matrices. */
function productOf([x, y]: [Shape, Shape], attributes: readonly NativeAttribute[]): Shape | undefined {
  const turned = (name: string) => attributes.find((one) => one.name === name)?.value === true;
  if (x.length !== 2 || y.length !== 2) return undefined;
  const [rows, summed] = turned('adj_x') ? [x[1]!, x[0]!] : [x[0]!, x[1]!];
  const [same, columns] = turned('adj_y') ? [y[1]!, y[0]!] : [y[0]!, y[1]!];
  return summed === same ? [rows, columns] : undefined;
}

/** No other shape depends on what floats are. */
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
