import { dataTypes } from '../attrValue.ts';
import { assignOf, constantNode, done, node, placeholder, readOf } from '../graphMessages.ts';
import type { TensorSpec } from '../trace.ts';
import {
  blanked,
  blankedBy,
  type HeldVariable,
  handleOf,
  type LaneAccess,
  nothing,
  type VariableAccess,
} from '../variableAccess.ts';
import { ofLanes } from './laneGraph.ts';
import type { Sharing } from './sharing.ts';

const { int32, bool } = dataTypes;

/** @param variables of one lane */
export function laneAccess(
  variables: readonly TensorSpec[],
  { lanes, sharedVariables }: Pick<Sharing, 'lanes' | 'sharedVariables'>,
  held: readonly HeldVariable[],
): VariableAccess<LaneAccess> {
  const own = (index: number) => !sharedVariables.has(index);
  const nodes = variables.flatMap((spec, index) => {
    const assign = (name: string, ref: string) => assignOf(name, index, ref, spec);
    const plain = [
      handleOf(index, own(index) ? ofLanes(spec, lanes) : spec),
      readOf(`read/${index}`, index, spec),
      placeholder(`write/${index}`, spec.dtype, spec.shape),
    ];
    if (!own(index)) return [...plain, assign(`write/assign${index}`, `write/${index}`)];
    const type = { type: spec.dtype };
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
      assign(`write/assign${index}`, `write/all${index}`),
      dimensions(`write/where${index}/shape`, [lanes, ...ones]),
      reshape(`write/where${index}`, 'write/lanes', bool),
      node(`write/some${index}`, 'SelectV2', [`write/where${index}`, `write/one${index}`, `read/${index}`], {
        T: type,
      }),
      assign(`write/assignSome${index}`, `write/some${index}`),
      node(`read/one${index}`, 'GatherV2', [`read/${index}`, 'read/lane', 'read/first'], {
        Tparams: type,
        Tindices: { type: int32 },
        Taxis: { type: int32 },
      }),
    ];
  });
  const each = (name: (index: number) => string) => variables.map((_, index) => name(index));
  const feeds = each((index) => `write/${index}:0`);
  return {
    nodes: [
      ...nodes,
      nothing,
      ...held.flatMap((one) => blanked(one)),
      done('write/done', [...each((index) => `^write/assign${index}`), ...held.map(blankedBy)]),
      constantNode('read/first', int32, [], Int32Array.of(0)),
      placeholder('read/lane', int32, []),
      placeholder('write/lanes', bool, [lanes]),
      done(
        'write/doneSome',
        each((index) => `^write/assign${own(index) ? 'Some' : ''}${index}`),
      ),
    ],
    calls: {
      lanes: {
        read: {
          feeds: ['read/lane:0'],
          fetches: each((index) => (own(index) ? `read/one${index}:0` : `read/${index}:0`)),
        },
        writeAll: { feeds, fetches: ['write/done:0'] },
        write: { feeds: ['write/lanes:0', ...feeds], fetches: ['write/doneSome:0'] },
      },
    },
  };
}
