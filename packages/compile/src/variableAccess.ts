import { dataTypes, shapeMessage } from './attrValue.ts';
import { type Call, constantNode, type NodeMessage, node, placeholder } from './graphMessages.ts';
import type { TensorSpec } from './trace.ts';

/** The variables of a graph, and calls that read and write all of them. */
export interface VariableAccess {
  readonly nodes: readonly NodeMessage[];
  /**
   * Feeds whether they are written, and one for each; fetches the value that every variable then has. One call for both, since
   * TensorFlow takes 8 ms and more to prepare any call of a graph.
   */
  readonly whole?: Call;
  /** With lanes in its place. */
  readonly lanes?: {
    /** Feeds the number of a lane and fetches its values. */
    readonly read: Call;
    /** Feeds one for each, which all lanes get. */
    readonly writeAll: Call;
    /** Feeds which lanes, bool [lanes], before one for each, which only those get. */
    readonly write: Call;
  };
}

const { bool, float32 } = dataTypes;

export function variableAccess(
  variables: readonly TensorSpec[],
): Pick<VariableAccess, 'nodes'> & Required<Pick<VariableAccess, 'whole'>> {
  const each = (name: (index: number) => string) => variables.map((_, index) => name(index));
  const scalar = { T: { type: float32 } };
  return {
    nodes: [
      nothing,
      placeholder('write/asked', bool, []),
      ...variables.flatMap((spec, index) => [
        ...variableNodes(index, spec, spec.shape),
        node(`read/${index}`, 'ReadVariableOp', [`variable${index}`, '^write/done'], { dtype: { type: spec.dtype } }),
        node(`write/given${index}`, 'Switch', [`write/${index}`, 'write/asked'], { T: { type: spec.dtype } }),
        assignNode(`write/assign${index}`, index, `write/given${index}:1`, spec),
      ]),
      // What is behind the way that is not taken does not run.
      node('write/way', 'Switch', ['nothing', 'write/asked'], scalar),
      node('write/assigned', 'Identity', ['write/way:1', ...each((index) => `^write/assign${index}`)], scalar),
      node('write/done', 'Merge', ['write/way', 'write/assigned'], { ...scalar, N: { i: 2 } }),
    ],
    whole: {
      feeds: ['write/asked:0', ...each((index) => `write/${index}:0`)],
      fetches: each((index) => `read/${index}:0`),
    },
  };
}

/** To be fetched where there is nothing else to give out. */
export const nothing = constantNode('nothing', float32, [], Float32Array.of(0));

/** `variable<i>`, and what it is fed, `write/<i>`. */
export function variableNodes(index: number, spec: TensorSpec, stored: readonly number[]): NodeMessage[] {
  return [
    node(`variable${index}`, 'VarHandleOp', [], {
      dtype: { type: spec.dtype },
      shape: { shape: shapeMessage(stored) },
      shared_name: { s: new TextEncoder().encode(`variable${index}`) },
    }),
    placeholder(`write/${index}`, spec.dtype, spec.shape),
  ];
}

export function assignNode(name: string, index: number, ref: string, { dtype }: TensorSpec): NodeMessage {
  return node(name, 'AssignVariableOp', [`variable${index}`, ref], { dtype: { type: dtype } });
}
