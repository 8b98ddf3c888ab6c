import { dataTypes } from '../attrValue.ts';
import type { Asking, EpilogueCall } from '../epilogue.ts';
import { blankNode, constantNode, type NodeMessage, node } from '../graphMessages.ts';
import { gatherAttributes } from '../timesLoop.ts';
import { whileLoop } from '../whileLoop.ts';
import { ofLanes } from './laneGraph.ts';

const { int32 } = dataTypes;

/**
 * A loop over the lanes for which it is asked, none or more: of each it takes what is the lane's, and puts what it computes in the
 * lane's place. Lanes that came at other times report in other calls: to look at all of them each time would be to look at most in vain.
 * @param shared what is one for all lanes of what it is given
 */
export function askedOfLanes(
  { name, given, computed, call, result }: EpilogueCall,
  { lanes, shared }: { readonly lanes: number; readonly shared: ReadonlySet<string> },
): Asking {
  const own = given.filter((one) => !shared.has(one.name));
  const carried = [
    { name: 'time', dtype: int32 },
    { name: 'times', dtype: int32 },
    { name: 'lanes', dtype: int32 },
    ...given.map((one) => ({ name: one.name, dtype: one.type })),
    ...computed.map((one) => ({ name: one.name, dtype: one.type })),
  ];
  // Not `_more` behind it: that of another entry's loop could be called so.
  const loop = whileLoop({ time: `${name}_lane`, more: `${name}_moreLanes` }, carried, {
    nodes: [
      constantNode('zero', int32, [], Int32Array.of(0)),
      constantNode('one', int32, [], Int32Array.of(1)),
      constantNode('single', int32, [2], Int32Array.of(1, 1)),
      node('lane', 'GatherV2', ['lanes', 'time', 'zero:output:0'], gatherAttributes(int32)),
      node('place', 'Reshape', ['lane:output:0', 'single:output:0'], { T: { type: int32 }, Tshape: { type: int32 } }),
      ...own.map((one) =>
        node(`of_${one.name}`, 'GatherV2', [one.name, 'lane:output:0', 'zero:output:0'], gatherAttributes(one.type)),
      ),
      call((argument) => (shared.has(argument) ? argument : `of_${argument}:output:0`)),
      ...computed.flatMap((one, index): NodeMessage[] => [
        node(`row_${one.name}`, 'ExpandDims', [result(index), 'zero:output:0'], {
          T: { type: one.type },
          Tdim: { type: int32 },
        }),
        node(`all_${one.name}`, 'TensorScatterUpdate', [one.name, 'place:output:0', `row_${one.name}:output:0`], {
          T: { type: one.type },
          Tindices: { type: int32 },
        }),
      ]),
      node('next', 'AddV2', ['time', 'one:output:0'], { T: { type: int32 } }),
    ],
    next: new Map([['time', 'next:z:0'], ...computed.map((one) => [one.name, `all_${one.name}:output:0`] as const)]),
  });
  return {
    fed: { dtype: int32 },
    functions: loop.functions,
    nodes(at, inputs) {
      const givenAs = new Map(given.map((one, index) => [one.name, inputs[index]!]));
      const first = new Map([
        ['time', 'first'],
        ['times', 'howMany'],
        ['lanes', 'asked'],
      ]);
      return [
        constantNode(at('first'), int32, [], Int32Array.of(0)),
        node(at('howMany'), 'Size', [at('asked')], { T: { type: int32 }, out_type: { type: int32 } }),
        node(at('isAsked'), 'Greater', [at('howMany'), at('first')], { T: { type: int32 } }),
        ...computed.map((one) => blankNode(at(`none_${one.name}`), ofLanes(one.spec, lanes))),
        loop.node(at('call'), (one) => givenAs.get(one) ?? at(first.get(one) ?? `none_${one}`)),
      ];
    },
    fetches: (at) => computed.map((_, index) => `${at('call')}:${carried.length - computed.length + index}`),
  };
}
