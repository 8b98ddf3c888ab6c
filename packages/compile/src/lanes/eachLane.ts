import type { Source } from '../trace.ts';
import type { Rule } from './rule.ts';

/** As many operations as there are lanes: each gives the very bits that it gives alone. */
export const eachLane: Rule = ({ node: { operation, attributes, outputs }, inputs, graph }) => {
  const apart = inputs.map((input) => graph.apart(input));
  const made: Source[][] = Array.from({ length: graph.lanes }, (_, lane) =>
    graph.add(
      operation,
      apart.map((input) => input[lane]!),
      attributes,
      outputs,
    ),
  );
  return outputs.map((spec, output) => ({ spec, apart: made.map((lane) => lane[output]!) }));
};
