import { numberOf } from './axes.ts';
import { eachLane } from './eachLane.ts';
import type { LaneTensor } from './laneGraph.ts';
import { aligned, inOne, type Rule, rankOf, shifted } from './rule.ts';

/** All numbers in their order under another shape. */
export const reshaped: Rule = ({ node, inputs, graph }) => {
  const [spec] = node.outputs;
  return [
    { spec: spec!, stacked: graph.reshaped(graph.stacked(inputs[0]!), spec!.dtype, [graph.lanes, ...spec!.shape]) },
  ];
};

export const sliced: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const [from, size] = [
    [0, ...operation.constant(1)],
    [graph.lanes, ...node.outputs[0]!.shape],
  ];
  return inOne(operation, [graph.stacked(inputs[0]!), graph.ints(from), graph.ints(size)]);
};

/** Masks have a bit for each axis, the first the lowest. */
export const stridedSlice: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const mask = (name: string, ofLanes: 0 | 1) => [name, { i: 2 * numberOf(node.attributes[name]) + ofLanes }] as const;
  const masks = [
    ...[mask('begin_mask', 1), mask('end_mask', 1), mask('ellipsis_mask', 0)],
    ...[mask('new_axis_mask', 0), mask('shrink_axis_mask', 0)],
  ];
  const [begin, end, strides] = [1, 2, 3].map((input) => operation.constant(input));
  const places = [
    [0, ...begin!],
    [0, ...end!],
    [1, ...strides!],
  ].map((numbers) => graph.ints(numbers));
  return inOne(operation, [graph.stacked(inputs[0]!), ...places], {
    attributes: { ...node.attributes, ...Object.fromEntries(masks) },
  });
};

/** With numbers of places before and behind on each axis, by a value or by what is there. */
export const padded: Rule = (operation) => {
  const { inputs, graph } = operation;
  const [tensor, , ...value] = inputs as [LaneTensor, LaneTensor, ...LaneTensor[]];
  if (value.some(({ shared }) => shared === undefined)) return eachLane(operation);
  const paddings = graph.ints([0, 0, ...operation.constant(1)], [rankOf(tensor) + 1, 2]);
  return inOne(operation, [graph.stacked(tensor), paddings, ...value.map(({ shared }) => shared!)]);
};

export const tiled: Rule = (operation) => {
  const { inputs, graph } = operation;
  return inOne(operation, [graph.stacked(inputs[0]!), graph.ints([1, ...operation.constant(1)])]);
};

/** One number everywhere. */
export const filled: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const [spec] = node.outputs;
  const one = aligned(graph, inputs[1]!, spec!.shape.length);
  const attributes = { T: { type: spec!.dtype }, Tmultiples: { type: 3 } };
  return inOne(operation, [one, graph.ints([1, ...spec!.shape])], { operation: 'Tile', attributes });
};

/** Rows of a table by their numbers. */
export const gathered: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const [table, numbers] = inputs as [LaneTensor, LaneTensor];
  const behind = numberOf(node.attributes.batch_dims);
  const axis = shifted(operation.constant(2)[0]!, rankOf(table));
  if (behind === 0 && axis === 1 && table.shared !== undefined) {
    return inOne(operation, [table.shared, graph.stacked(numbers), graph.ints([0], [])]);
  }
  if (behind === 0 && numbers.shared !== undefined) {
    return inOne(operation, [graph.stacked(table), numbers.shared, graph.ints([axis], [])]);
  }
  return inOne(operation, [graph.stacked(table), graph.stacked(numbers), graph.ints([axis], [])], {
    attributes: { ...node.attributes, batch_dims: { i: behind + 1 } },
  });
};

export const oneHot: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const [numbers, ...settings] = inputs as [LaneTensor, ...LaneTensor[]];
  if (settings.some(({ shared }) => shared === undefined)) return eachLane(operation);
  const axis = node.attributes.axis?.i ?? -1;
  const attributes = { ...node.attributes, axis: { i: axis < 0 ? axis : axis + 1 } };
  return inOne(operation, [graph.stacked(numbers), ...settings.map(({ shared }) => shared!)], { attributes });
};
