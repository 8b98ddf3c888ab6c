import { CompileFault } from './compileFault.ts';
import { tracedFunction } from './computation.ts';
import type { EntryGraph } from './entryGraph.ts';
import { node } from './graphMessages.ts';
import { specOf, type Trace } from './trace.ts';

/** ConfigProto { graph_options { rewrite_options { disable_meta_optimizer: true } } } */
const unrewritten = Uint8Array.of(0x52, 5, 0x52, 3, 0x98, 1, 1);

/**
 * An entry without variables that TensorFlow runs as it stands. Before the first call it rewrites every graph (Grappler), which takes
 * 0.15 to 0.3 ms an operation; but no graph of less than four nodes, no function that is marked as one of `tf.data`, which
 * rewrites its own, and none whose call says so. So this is one such call. What is fed are the outputs of one node that may have
 * any and, since all of them are fed, never runs: a placeholder for each would be too many nodes.
 *
 * @throws CompileFault where it has no output
 */
export function plainEntry(name: string, trace: Trace): EntryGraph {
  if (trace.outputs.length === 0)
    throw new CompileFault('input', `${name} has no output: there is nothing to call it for.`);
  const results = trace.outputs.map(({ source }) => source);
  const [given, computed] = [trace.inputs.map(({ dtype }) => dtype), results.map((one) => specOf(trace, one).dtype)];
  const each = (of: string, types: readonly number[]) => types.map((_, index) => `${name}/${of}:${index}`);
  const call = { feeds: each('inputs', given), fetches: each('call', computed) };
  return {
    nodes: [
      ...(given.length === 0 ? [] : [node(`${name}/inputs`, 'Unstage', [], { dtypes: { list: { type: given } } })]),
      node(`${name}/call`, 'StatefulPartitionedCall', call.feeds, {
        Tin: { list: { type: given } },
        Tout: { list: { type: computed } },
        f: { func: { name: `${name}_plain` } },
        config_proto: { s: unrewritten },
      }),
    ],
    functions: [
      tracedFunction(`${name}_plain`, trace, {
        taken: [],
        results,
        attr: { _noinline: { b: true }, _tf_data_function: { b: true } },
      }),
    ],
    call,
  };
}
