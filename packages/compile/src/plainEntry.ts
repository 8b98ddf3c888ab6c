import { CompileFault } from './compileFault.ts';
import { tracedFunction } from './computation.ts';
import type { EntryGraph } from './entryGraph.ts';
import { type FunctionMessage, type NodeMessage, node } from './graphMessages.ts';
import { namingOneDnn } from './oneDnnByName.ts';
import { specOf, type Trace } from './trace.ts';

/** ConfigProto { graph_options { rewrite_options { disable_meta_optimizer: true } } } */
const unrewritten = Uint8Array.of(0x52, 5, 0x52, 3, 0x98, 1, 1);

/** Of a function that TensorFlow does not rewrite: one that is marked as one of `tf.data`, which rewrites its own. */
export const leftAsItIs: FunctionMessage['attr'] = { _noinline: { b: true }, _tf_data_function: { b: true } };

/** The call of such a function, with the types of what it is given and computes. */
export function callAsItIs(
  name: string,
  called: string,
  inputs: readonly string[],
  { given, computed }: { readonly given: readonly number[]; readonly computed: readonly number[] },
): NodeMessage {
  return node(name, 'StatefulPartitionedCall', inputs, {
    Tin: { list: { type: given } },
    Tout: { list: { type: computed } },
    f: { func: { name: called } },
    config_proto: { s: unrewritten },
  });
}

/**
 * An entry without variables that TensorFlow runs as it stands. Before the first call it rewrites every graph (Grappler), which takes
 * 0.15 to 0.3 ms an operation; but no graph of less than four nodes, no function that is marked (`leftAsItIs`), and none whose call
 * says so. So this is one such call. What is fed are the outputs of one node that may have any and, since all of them are fed, never
 * runs: a placeholder for each would be too many nodes.
 *
 * Called by its name, a function goes through none of the passes that still look at all others, for devices and for oneDNN: on a
 * small one they take longer than all else.
 * @param byName where the function then computes the same: see `canNameOneDnn`
 * @throws CompileFault where it has no output
 */
export function plainEntry(name: string, trace: Trace, byName: boolean): EntryGraph {
  if (trace.outputs.length === 0)
    throw new CompileFault('input', `${name} has no output: there is nothing to call it for.`);
  const results = trace.outputs.map(({ source }) => source);
  const [given, computed] = [trace.inputs.map(({ dtype }) => dtype), results.map((one) => specOf(trace, one).dtype)];
  const each = (of: string, types: readonly number[]) => types.map((_, index) => `${name}/${of}:${index}`);
  const call = { feeds: each('inputs', given), fetches: each('call', computed) };
  const plain = tracedFunction(`${name}_plain`, trace, {
    taken: [],
    results,
    attr: leftAsItIs,
  });
  return {
    nodes: [
      ...(given.length === 0 ? [] : [node(`${name}/inputs`, 'Unstage', [], { dtypes: { list: { type: given } } })]),
      byName
        ? node(`${name}/call`, plain.signature.name, call.feeds, {})
        : callAsItIs(`${name}/call`, plain.signature.name, call.feeds, { given, computed }),
    ],
    functions: [byName ? { ...plain, nodeDef: plain.nodeDef.map(namingOneDnn) } : plain],
    call,
  };
}
