import { dataTypes } from './attrValue.ts';
import { withReplacedNodes } from './replacedNodes.ts';
import type { TensorSpec, Trace } from './trace.ts';

const { float32, int32 } = dataTypes;

/** With fewer rows, or columns so far from each other, turning takes as long as it saves. */
const fewestRows = 256;
const mostColumns = 256;
const fewestOfResult = 64;

/**
 * Products that sum over the rows of both factors, as gradients of weights do, with a first factor that was turned before. XLA's
 * own kernels on a CPU do not take such a product; Eigen, which does, turns the factor in a slower way: [512, 128]ᵀ × [512, 128]
 * takes 207 µs, with this 148. Without a barrier XLA would make one product of the two again. Stacks of matrices gain nothing.
 */
export function withTurnedFactors(trace: Trace): Trace {
  return withReplacedNodes(trace, ({ operation, inputs, attributes, outputs }, nodes) => {
    const { T, adj_x, adj_y } = attributes;
    if (operation !== 'BatchMatMulV2' || T?.type !== float32 || !adj_x?.b || adj_y?.b) return undefined;
    const [x, y] = inputs;
    const { shape } = nodes.specOf(x!);
    const [rows, columns] = shape.slice(-2) as [number, number];
    const [result] = outputs as [TensorSpec];
    const isOne = [...shape.slice(0, -2), ...result.shape.slice(0, -2)].every((size) => size === 1);
    if (!isOne || rows < fewestRows || columns > mostColumns || result.shape.at(-1)! < fewestOfResult) return undefined;
    const axes = shape.map((_, axis) => axis);
    const order = [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
    const permutation = nodes.constant({ shape: [order.length], dtype: int32 }, Int32Array.from(order));
    const spec = { shape: [...shape.slice(0, -2), columns, rows], dtype: float32 };
    const turned = nodes.add('Transpose', [x!, permutation], { T, Tperm: { type: int32 } }, spec);
    const kept = nodes.add('XlaOptimizationBarrier', [turned], { T: { list: { type: [float32] } } }, spec);
    return nodes.add('BatchMatMulV2', [kept, y!], { ...attributes, adj_x: { b: false } }, result);
  });
}
