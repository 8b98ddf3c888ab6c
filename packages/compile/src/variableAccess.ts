import { dataTypes, shapeMessage } from './attrValue.ts';
import {
  assignOf,
  blankNode,
  type Call,
  constantNode,
  type NodeMessage,
  node,
  placeholder,
  readOf,
} from './graphMessages.ts';
import type { TensorSpec } from './trace.ts';

/** The variables of a graph, and calls that read and write all of them. */
export interface VariableAccess<Calls extends AccessCalls = AccessCalls> {
  readonly nodes: readonly NodeMessage[];
  readonly calls: Calls;
}

/** A variable of an entry's own; nobody reads or writes it from outside, but it is never without a value. */
export interface HeldVariable {
  readonly name: string;
  readonly spec: TensorSpec;
}

export type AccessCalls = WholeAccess | LaneAccess;

export interface WholeAccess {
  /**
   * Feeds whether they are written, and one for each, a scalar where they are not; fetches the value that every variable then has.
   * One call for both, since TensorFlow takes 8 ms and more to prepare any call of a graph.
   */
  readonly whole: Call;
  readonly lanes?: undefined;
}

export interface LaneAccess {
  readonly lanes: {
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
  held: readonly HeldVariable[],
): VariableAccess<WholeAccess> {
  const each = (name: (index: number) => string) => variables.map((_, index) => name(index));
  const scalar = { T: { type: float32 } };
  return {
    nodes: [
      nothing,
      placeholder('write/asked', bool, []),
      ...held.flatMap((one) => blanked(one, ['^write/chosen'])),
      ...variables.flatMap((spec, index) => [
        handleOf(index, spec),
        placeholder(`write/${index}`, spec.dtype),
        readOf(`read/${index}`, index, spec, ['^write/done']),
        node(`write/given${index}`, 'Switch', [`write/${index}`, 'write/asked'], { T: { type: spec.dtype } }),
        assignOf(`write/assign${index}`, index, `write/given${index}:1`, spec),
      ]),
      // What is behind the way that is not taken does not run.
      node('write/way', 'Switch', ['nothing', 'write/asked'], scalar),
      node('write/chosen', 'Identity', ['write/way:1'], scalar),
      node(
        'write/assigned',
        'Identity',
        ['write/chosen', ...each((index) => `^write/assign${index}`), ...held.map(blankedBy)],
        scalar,
      ),
      node('write/done', 'Merge', ['write/way', 'write/assigned'], { ...scalar, N: { i: 2 } }),
    ],
    calls: {
      whole: {
        feeds: ['write/asked:0', ...each((index) => `write/${index}:0`)],
        fetches: each((index) => `read/${index}:0`),
      },
    },
  };
}

/** To be fetched where there is nothing else to give out. */
export const nothing = constantNode('nothing', float32, [], Float32Array.of(0));

/** `variable<i>`. */
export function handleOf(index: number, spec: TensorSpec): NodeMessage {
  return handle(`variable${index}`, spec);
}

function handle(name: string, { dtype, shape }: TensorSpec): NodeMessage {
  return node(name, 'VarHandleOp', [], {
    dtype: { type: dtype },
    shape: { shape: shapeMessage(shape) },
    shared_name: { s: new TextEncoder().encode(name) },
  });
}

/** One that is held, and its first value. */
export function blanked({ name, spec }: HeldVariable, after: readonly string[] = []): NodeMessage[] {
  const { dtype } = spec;
  return [
    handle(name, spec),
    blankNode(`${name}/none`, spec),
    node(`${name}/blank`, 'AssignVariableOp', [name, `${name}/none`, ...after], { dtype: { type: dtype } }),
  ];
}

/** A control edge: when it has that. */
export const blankedBy = ({ name }: HeldVariable): string => `^${name}/blank`;
