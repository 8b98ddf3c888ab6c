import type { GraphMessage } from './graphMessages.ts';

/**
 * The same graph with its conditions and loops spread into it, as TensorFlow does with those of its own. For a GPU: as a kernel of
 * its own a condition takes what it is given in the memory of the GPU, also integers, which functions there want in that of the
 * host. On a CPU there is one memory, and what XLA compiles inside of a condition would be compiled twice.
 */
export function spreadConditions({ node, ...others }: GraphMessage): GraphMessage {
  const isSpread = (op: string) => op === 'If' || op === 'While';
  const spread = { _lower_using_switch_merge: { b: true } };
  return {
    ...others,
    node: node.map((one) => (isSpread(one.op) ? { ...one, attr: { ...one.attr, ...spread } } : one)),
  };
}
