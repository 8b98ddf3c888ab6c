import { aligned, inOne, type Rule, rankOf } from './rule.ts';

/** A product of matrices, or of stacks of them: one of stacks, with one axis more. */
export const matrixProduct: Rule = (operation) => {
  const { node, inputs, graph } = operation;
  const rank = Math.max(...inputs.map(rankOf));
  const given = inputs.map((input) => aligned(graph, input, rank));
  if (node.operation !== 'MatMul') return inOne(operation, given);
  const { T, transpose_a, transpose_b } = node.attributes;
  const turned = { adj_x: { b: transpose_a?.b ?? false }, adj_y: { b: transpose_b?.b ?? false } };
  return inOne(operation, given, { operation: 'BatchMatMulV2', attributes: { T: T!, ...turned } });
};
