import type { AttrValue } from '../attrValue.ts';
import { eachLane } from './eachLane.ts';
import type { LaneTensor } from './laneGraph.ts';
import { inOne, mostAtOnce, type Rule, rankOf, shifted, sizeOf } from './rule.ts';

/**
 * Sums over axes. Those of neighbouring columns are computed several at once and in another order than those left over: where a
 * lane's columns are no multiple of how many at once, each lane for itself, or its bits would depend on its place.
 */
export const summed: Rule = (operation) => {
  const { shape } = operation.inputs[0]!.spec;
  const last = Math.max(...operation.constant(1).map((axis) => shifted(axis, shape.length)));
  const columns = sizeOf(shape.slice(last));
  return columns === 1 || columns % mostAtOnce === 0 ? overAxes(operation) : eachLane(operation);
};

/** Over axes that its second input names: largest numbers, running sums, reversals. */
export const overAxes: Rule = (operation) => {
  const { inputs, graph } = operation;
  const [tensor, axes] = inputs as [LaneTensor, LaneTensor];
  const moved = operation.constant(1).map((axis) => shifted(axis, rankOf(tensor)));
  return inOne(operation, [graph.stacked(tensor), graph.ints(moved, axes.spec.shape)]);
};

/** Along the last axis, which stays the last; its other inputs say how. */
export const alongLast: Rule = (operation) => {
  const [tensor, ...settings] = operation.inputs as [LaneTensor, ...LaneTensor[]];
  return inOne(operation, [operation.graph.stacked(tensor), ...settings.map(({ shared }) => shared!)]);
};

export const transposed: Rule = (operation) => {
  const { inputs, graph } = operation;
  const order = operation.constant(1).map((axis) => axis + 1);
  return inOne(operation, [graph.stacked(inputs[0]!), graph.ints([0, ...order])]);
};

export const concatenated: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const axis = shifted(operation.constant(inputs.length - 1)[0]!, node.outputs[0]!.shape.length);
  return inOne(operation, [...inputs.slice(0, -1).map((input) => graph.stacked(input)), graph.ints([axis], [])]);
};

export const split: Rule = (operation) => {
  const { inputs, graph } = operation;
  const [tensor, sizes] = inputs as [LaneTensor, LaneTensor];
  const axis = shifted(operation.constant(2)[0]!, rankOf(tensor));
  return inOne(operation, [graph.stacked(tensor), sizes.shared!, graph.ints([axis], [])]);
};

/** Several tensors to one with an axis more. */
export const packed: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const axis = shifted(numberOf(node.attributes.axis), node.outputs[0]!.shape.length);
  const stacked = inputs.map((input) => graph.stacked(input));
  return inOne(operation, stacked, { attributes: { ...node.attributes, axis: { i: axis } } });
};

export const unpacked: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const axis = shifted(numberOf(node.attributes.axis), rankOf(inputs[0]!));
  return inOne(operation, [graph.stacked(inputs[0]!)], { attributes: { ...node.attributes, axis: { i: axis } } });
};

/** TensorFlow's default is 0 for all that are read here. */
export function numberOf(attribute: AttrValue | undefined): number {
  return attribute?.i ?? 0;
}
