import { eachLane } from './eachLane.ts';
import type { LaneTensor } from './laneGraph.ts';
import { aligned, inOne, mostAtOnce, type Rule, rankOf, sizeOf } from './rule.ts';

/**
 * Number by number, with broadcasting: axes are counted from the last, so the lanes meet where each tensor has as many of
 * them. One that the lanes share needs nothing.
 */
export const elementWise: Rule = (operation) => {
  const { inputs, graph } = operation;
  const rank = Math.max(...inputs.map(rankOf));
  return inOne(
    operation,
    inputs.map((input) => aligned(graph, input, rank)),
  );
};

/**
 * What a processor approximates, several numbers at once and those left over one by one, in other bits: where a lane's numbers
 * are no multiple of how many at once, each lane for itself, or its bits would depend on its place.
 */
export const approximated: Rule = (operation) => {
  const size = sizeOf(operation.node.outputs[0]!.shape);
  return size % mostAtOnce === 0 ? elementWise(operation) : eachLane(operation);
};

/** Number by number, of tensors that have the same shape. */
export const alike: Rule = (operation) =>
  inOne(
    operation,
    operation.inputs.map((input) => operation.graph.stacked(input)),
  );

/** Of two tensors of the same shape one where a condition holds, the other elsewhere; the condition may be one of whole rows. */
export const choice: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const [condition, ...values] = inputs as [LaneTensor, ...LaneTensor[]];
  const { shape, dtype } = condition.spec;
  const ones = new Array<number>(node.outputs[0]!.shape.length - shape.length).fill(1);
  const whole = ones.length === 0 || shape.length === 0;
  const asked = whole
    ? aligned(graph, condition, node.outputs[0]!.shape.length)
    : condition.shared === undefined
      ? graph.reshaped(graph.stacked(condition), dtype, [graph.lanes, ...shape, ...ones])
      : graph.reshaped(condition.shared, dtype, [...shape, ...ones]);
  const given = [asked, ...values.map((value) => graph.stacked(value))];
  return inOne(operation, given, { operation: 'SelectV2' });
};
