import { dataTypes } from './attrValue.ts';
import { type NewNodes, withReplacedNodes } from './replacedNodes.ts';
import type { Source, TensorSpec, Trace, TracedNode } from './trace.ts';

const { float32, int32 } = dataTypes;

/** Above it XLA has a kernel for the product. */
const mostSummed = 3;

/** As many products with a vector take as long as the one product at about ten. */
const mostColumns = 8;

/**
 * Products of matrices of which one is a few numbers thin, in another way: those of a net that takes or gives points. XLA on a CPU
 * gives some of them to Eigen, which for that packs the large factor anew, so that [256, 2] × [128, 2]ᵀ takes 98 µs, of 125 for
 * [256, 128] × [128, 128]. What is summed over two or three is the sum of as many products of a column and a row, one pass over the
 * result (7 µs). Where the rows of the large factor are summed, each column of the result is a product with a vector, for which
 * XLA has a loop of its own (14 µs instead of 84 for [256, 128]ᵀ × [256, 2]).
 */
export function withThinProducts(trace: Trace): Trace {
  return withReplacedNodes(trace, (node, nodes) => {
    if (node.operation !== 'BatchMatMulV2' || node.attributes.T?.type !== float32) return undefined;
    const isTurned = node.attributes.adj_x?.b ?? false;
    const summed = nodes.specOf(node.inputs[0]!).shape.at(isTurned ? -2 : -1)!;
    const columns = node.outputs[0]!.shape.at(-1)!;
    if (summed > 1 && summed <= mostSummed) return sumOfOuterProducts(node, nodes, summed);
    if (isTurned && columns > 1 && columns <= mostColumns) return columnByColumn(node, nodes, columns);
    return undefined;
  });
}

function sumOfOuterProducts({ inputs, attributes, outputs }: TracedNode, nodes: NewNodes, summed: number): Source {
  const [x, y] = inputs as [Source, Source];
  const { adj_x, adj_y } = attributes;
  const columns = slices(nodes, x, adj_x?.b ? -2 : -1, summed).map((one) => shaped(nodes, one, [-1, 1]));
  const rows = slices(nodes, y, adj_y?.b ? -1 : -2, summed).map((one) => shaped(nodes, one, [1, -1]));
  const [result] = outputs as [TensorSpec];
  const arithmetic = (operation: string, one: Source, other: Source) =>
    nodes.add(operation, [one, other], { T: { type: float32 } }, result);
  return columns
    .map((column, index) => arithmetic('Mul', column, rows[index]!))
    .reduce((sum, one) => arithmetic('Add', sum, one));
}

function columnByColumn({ inputs, attributes, outputs }: TracedNode, nodes: NewNodes, count: number): Source {
  const [x, y] = inputs as [Source, Source];
  const [result] = outputs as [TensorSpec];
  const one = { ...result, shape: result.shape.with(-1, 1) };
  const columns = slices(nodes, y, attributes.adj_y?.b ? -2 : -1, count).map((column) =>
    nodes.add('BatchMatMulV2', [x, column], attributes, one),
  );
  const axis = nodes.constant({ shape: [], dtype: int32 }, Int32Array.of(result.shape.length - 1));
  const joined = { N: { i: count }, T: { type: float32 }, Tidx: { type: int32 } };
  return nodes.add('ConcatV2', [...columns, axis], joined, result);
}

/** As many of one place each, in order. */
function slices(nodes: NewNodes, source: Source, axis: -1 | -2, count: number): Source[] {
  const { shape, dtype } = nodes.specOf(source);
  const [first, ...others] = Array.from({ length: count }, () => ({ shape: shape.with(axis, 1), dtype }));
  const sizes = nodes.constant({ shape: [count], dtype: int32 }, new Int32Array(count).fill(1));
  const along = nodes.constant({ shape: [], dtype: int32 }, Int32Array.of(shape.length + axis));
  const attributes = { num_split: { i: count }, T: { type: dtype }, Tlen: { type: int32 } };
  const split = nodes.add('SplitV', [source, sizes, along], attributes, first!, ...others);
  return Array.from({ length: count }, (_, output) => ({ ...split, output }));
}

/** With these as its last two axes, of which -1 is as long as there are numbers for. */
function shaped(nodes: NewNodes, source: Source, [rows, columns]: readonly [number, number]): Source {
  const { shape, dtype } = nodes.specOf(source);
  const length = shape.at(-1)! * shape.at(-2)!;
  const whole = [...shape.slice(0, -2), rows < 0 ? length : rows, columns < 0 ? length : columns];
  if (String(whole) === String(shape)) return source;
  const told = nodes.constant({ shape: [whole.length], dtype: int32 }, Int32Array.from(whole));
  return nodes.add('Reshape', [source, told], { T: { type: dtype }, Tshape: { type: int32 } }, { shape: whole, dtype });
}
