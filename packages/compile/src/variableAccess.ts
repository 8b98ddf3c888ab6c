import { dataTypes, shapeMessage } from './attrValue.ts';
import { type Call, constantNode, done, type NodeMessage, node, placeholder, readOf } from './graphMessages.ts';
import { ofLanes } from './lanes/laneGraph.ts';
import type { Sharing } from './lanes/sharing.ts';
import type { TensorSpec } from './trace.ts';

/** The variables of a graph, and calls that read and write all of them. */
export interface VariableAccess {
  readonly nodes: readonly NodeMessage[];
  /** Fetches the value of every variable; with lanes it is fed the number of one and gives its values. */
  readonly read: Call;
  /** Feeds one for each; with lanes all of them get it. */
  readonly write: Call;
  /** Behind which lanes, bool [lanes], feeds one for each, which only those get. */
  readonly writeLanes: Call;
}

const { int32, bool } = dataTypes;

/** @param variables of one lane */
export function variableAccess(
  variables: readonly TensorSpec[],
  sharing: Pick<Sharing, 'lanes' | 'sharedVariables'> | undefined,
): VariableAccess {
  const own = (index: number) => sharing !== undefined && !sharing.sharedVariables.has(index);
  const lanes = sharing?.lanes ?? 1;
  const assign = (name: string, index: number, ref: string) =>
    node(name, 'AssignVariableOp', [`variable${index}`, ref], { dtype: { type: variables[index]!.dtype } });
  const nodes = variables.flatMap((spec, index) => {
    const stored = own(index) ? ofLanes(spec, lanes) : spec;
    const type = { type: spec.dtype };
    const plain = [
      node(`variable${index}`, 'VarHandleOp', [], {
        dtype: type,
        shape: { shape: shapeMessage(stored.shape) },
        shared_name: { s: new TextEncoder().encode(`variable${index}`) },
      }),
      readOf(`read/${index}`, index, spec),
      placeholder(`write/${index}`, spec.dtype, spec.shape),
    ];
    if (!own(index)) return [...plain, assign(`write/assign${index}`, index, `write/${index}`)];
    const ones = spec.shape.map(() => 1);
    const dimensions = (name: string, shape: readonly number[]) =>
      constantNode(name, int32, [shape.length], Int32Array.from(shape));
    const reshape = (name: string, from: string, dtype: number) =>
      node(name, 'Reshape', [from, `${name}/shape`], { T: { type: dtype }, Tshape: { type: int32 } });
    return [
      ...plain,
      dimensions(`write/one${index}/shape`, [1, ...spec.shape]),
      reshape(`write/one${index}`, `write/${index}`, spec.dtype),
      dimensions(`write/copies${index}`, [lanes, ...ones]),
      node(`write/all${index}`, 'Tile', [`write/one${index}`, `write/copies${index}`], {
        T: type,
        Tmultiples: { type: int32 },
      }),
      assign(`write/assign${index}`, index, `write/all${index}`),
      dimensions(`write/where${index}/shape`, [lanes, ...ones]),
      reshape(`write/where${index}`, 'write/lanes', bool),
      node(`write/some${index}`, 'SelectV2', [`write/where${index}`, `write/one${index}`, `read/${index}`], {
        T: type,
      }),
      assign(`write/assignSome${index}`, index, `write/some${index}`),
      node(`read/one${index}`, 'GatherV2', [`read/${index}`, 'read/lane', 'read/first'], {
        Tparams: type,
        Tindices: { type: int32 },
        Taxis: { type: int32 },
      }),
    ];
  });
  const each = (name: (index: number) => string) => variables.map((_, index) => name(index));
  const feeds = each((index) => `write/${index}:0`);
  const some = each((index) => `^write/assign${own(index) ? 'Some' : ''}${index}`);
  const forLanes = [
    constantNode('read/first', int32, [], Int32Array.of(0)),
    placeholder('read/lane', int32, []),
    placeholder('write/lanes', bool, [lanes]),
    done('write/doneSome', some),
  ];
  return {
    nodes: [
      ...nodes,
      constantNode('nothing', dataTypes.float32, [], Float32Array.of(0)),
      done(
        'write/done',
        each((index) => `^write/assign${index}`),
      ),
      ...(sharing === undefined ? [] : forLanes),
    ],
    read: {
      feeds: sharing === undefined ? [] : ['read/lane:0'],
      fetches: each((index) => (own(index) ? `read/one${index}:0` : `read/${index}:0`)),
    },
    write: { feeds, fetches: ['write/done:0'] },
    writeLanes: { feeds: ['write/lanes:0', ...feeds], fetches: ['write/doneSome:0'] },
  };
}
