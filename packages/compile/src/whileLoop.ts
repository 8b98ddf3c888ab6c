import { dataTypes } from './attrValue.ts';
import { type ArgumentMessage, type FunctionMessage, type NodeMessage, node } from './graphMessages.ts';

const { int32, bool } = dataTypes;

/** A loop as a node and the functions that it calls. */
export interface WhileLoop {
  /** In the order in which both functions take it. */
  readonly carried: readonly Carried[];
  readonly functions: readonly FunctionMessage[];
  /** @param first what is carried before the first time, by name */
  node(name: string, first: (carried: string) => string, attr?: NodeMessage['attr']): NodeMessage;
}

export interface Carried {
  readonly name: string;
  readonly dtype: number;
}

/**
 * What is spread into the graph is rewritten there; these functions stay behind and would be rewritten as well (Grappler), which
 * took a tenth of a first step. Functions of `tf.data` are not, since it rewrites its own.
 */
const leftAlone: FunctionMessage['attr'] = { _tf_data_function: { b: true } };

/**
 * A loop for as long as `time`, which is carried, is less than `times`, which is too.
 * @param functions names of its two: what it does, and whether it does it again
 * @param body its nodes, and what is carried to the next time where that is not the same
 */
export function whileLoop(
  { time, more }: { readonly time: string; readonly more: string },
  carried: readonly Carried[],
  body: { readonly nodes: readonly NodeMessage[]; readonly next: ReadonlyMap<string, string> },
): WhileLoop {
  const argumentsOf = (suffix = ''): ArgumentMessage[] =>
    carried.map((one) => ({ name: `${one.name}${suffix}`, type: one.dtype }));
  return {
    carried,
    functions: [
      {
        signature: { name: time, inputArg: argumentsOf(), outputArg: argumentsOf('_next') },
        nodeDef: body.nodes,
        ret: Object.fromEntries(carried.map((one) => [`${one.name}_next`, body.next.get(one.name) ?? one.name])),
        attr: leftAlone,
      },
      {
        signature: { name: more, inputArg: argumentsOf(), outputArg: [{ name: 'more', type: bool }] },
        nodeDef: [node('less', 'Less', ['time', 'times'], { T: { type: int32 } })],
        ret: { more: 'less:z:0' },
        attr: leftAlone,
      },
    ],
    node: (loop, first, attr = {}) =>
      node(
        loop,
        'While',
        carried.map((one) => first(one.name)),
        {
          T: { list: { type: carried.map(({ dtype }) => dtype) } },
          cond: { func: { name: more } },
          body: { func: { name: time } },
          parallel_iterations: { i: 1 },
          ...attr,
        },
      ),
  };
}
