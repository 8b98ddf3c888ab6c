import { dataTypes } from './attrValue.ts';
import { computationOf, type GraphMode, insideFunction, usedVariables } from './computation.ts';
import { constantNode, type FunctionMessage, type NodeMessage, node, placeholder, readOf } from './graphMessages.ts';
import { changedVariables, specOf, type TensorSpec, type Trace } from './trace.ts';

const { int32, bool } = dataTypes;

/** An output of an entry that runs several times. */
export interface LoopOutput {
  readonly index: number;
  /** Of one time. */
  readonly spec: TensorSpec;
  /** Those of all times are given, one behind the other; else that of the last. */
  readonly gathered: boolean;
  /** What that variable ends as, which goes from time to time anyway. */
  readonly variable: number | undefined;
}

/** What goes from one time to the next, and the functions of a loop over it. */
export interface TimesLoop {
  /** Variables that are carried, and those of them that change. */
  readonly used: readonly number[];
  readonly changed: readonly number[];
  readonly outputs: readonly LoopOutput[];
  /** Outputs that are carried themselves. */
  readonly given: readonly LoopOutput[];
  /** In the order in which both functions take them: `time`, `times`, `range`, `output<i>`, `variable<i>`, `rows<i>`. */
  readonly carried: readonly { readonly name: string; readonly dtype: number }[];
  readonly functions: readonly FunctionMessage[];
  /**
   * The loop, as a node.
   * @param first what is carried before the first time, by name
   */
  node(name: string, first: (carried: string) => string, attr?: NodeMessage['attr']): NodeMessage;
}

/**
 * What is spread into the graph is rewritten there; these functions stay behind and would be rewritten as well (Grappler), which
 * took a tenth of a first step. Functions of `tf.data` are not, since it rewrites its own.
 */
const leftAlone: FunctionMessage['attr'] = { _tf_data_function: { b: true } };

/**
 * A loop whose body is one time of what a function computes: it takes its row of each input, and leaves in each gathered output
 * the place of its own.
 * @param mode of one time
 * @param every outputs of which those of every time are given: scalars, or with lanes one of each
 */
export function timesLoop(name: string, trace: Trace, mode: GraphMode, every: readonly string[]): TimesLoop {
  const { variables, inputs, outputs, assigned } = trace;
  const changed = changedVariables(trace);
  const results = [...changed.map((index) => assigned[index]!), ...outputs.map(({ source }) => source)];
  const used = [...new Set([...usedVariables(trace, results), ...changed])].sort((a, b) => a - b);
  const step = computationOf({
    name,
    trace,
    mode,
    results,
    at: { ...insideFunction, input: (index) => `input${index}:output:0` },
  });
  const refs = new Map(outputs.map((_, index) => [index, step.refs[changed.length + index]!]));
  const all = outputs.map(({ name: output, source }, index): LoopOutput => {
    const gathered = every.includes(output);
    const isOfVariable = !gathered && source.from === 'node';
    const variable = isOfVariable ? changed.find((_, place) => step.refs[place] === refs.get(index)) : undefined;
    return { index, spec: specOf(trace, source), gathered, variable };
  });
  const given = all.filter(({ variable }) => variable === undefined);
  const gathered = given.filter((output) => output.gathered);

  const carried: { readonly name: string; readonly dtype: number; readonly next?: string }[] = [
    { name: 'time', dtype: int32, next: 'next:z:0' },
    { name: 'times', dtype: int32 },
    { name: 'range', dtype: int32 },
    ...given.map(({ index, spec, gathered: isGathered }) => ({
      name: `output${index}`,
      dtype: spec.dtype,
      next: isGathered ? `placed${index}:output:0` : refs.get(index)!,
    })),
    ...used.map((index) => {
      const place = changed.indexOf(index);
      const moved = place >= 0 && { next: step.refs[place]! };
      return { name: `variable${index}`, dtype: variables[index]!.dtype, ...moved };
    }),
    ...inputs.map(({ dtype }, index) => ({ name: `rows${index}`, dtype })),
  ];
  const argumentsOf = (suffix = '') => carried.map((one) => ({ name: `${one.name}${suffix}`, type: one.dtype }));
  const body: NodeMessage[] = [
    constantNode('zero', int32, [], Int32Array.of(0)),
    constantNode('one', int32, [], Int32Array.of(1)),
    ...inputs.map(({ dtype }, index) =>
      node(`input${index}`, 'GatherV2', [`rows${index}`, 'time', 'zero:output:0'], gatherAttributes(dtype)),
    ),
    ...step.nodes,
    node('next', 'AddV2', ['time', 'one:output:0'], { T: { type: int32 } }),
    node('here', 'Equal', ['range', 'time'], { T: { type: int32 } }),
    ...gathered.flatMap(({ index, spec: { dtype, shape } }) => [
      constantNode(`ofOutput${index}`, int32, [shape.length + 1], Int32Array.of(-1, ...shape.map(() => 1))),
      node(`here${index}`, 'Reshape', ['here:z:0', `ofOutput${index}:output:0`], {
        T: { type: bool },
        Tshape: { type: int32 },
      }),
      node(`placed${index}`, 'SelectV2', [`here${index}:output:0`, refs.get(index)!, `output${index}`], {
        T: { type: dtype },
      }),
    ]),
  ];
  return {
    used,
    changed,
    outputs: all,
    given,
    carried,
    functions: [
      ...step.functions,
      {
        signature: { name: `${name}_time`, inputArg: argumentsOf(), outputArg: argumentsOf('_next') },
        nodeDef: body,
        ret: Object.fromEntries(carried.map((one) => [`${one.name}_next`, one.next ?? one.name])),
        attr: leftAlone,
      },
      {
        signature: { name: `${name}_more`, inputArg: argumentsOf(), outputArg: [{ name: 'more', type: bool }] },
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
          cond: { func: { name: `${name}_more` } },
          body: { func: { name: `${name}_time` } },
          parallel_iterations: { i: 1 },
          ...attr,
        },
      ),
  };
}

/** In front of a loop: what it reads of what is fed (`rows<i>`) and of variables (`variable<i>`), how many `times` there are, and their `range`. */
export function beforeLoop(name: string, { variables, inputs }: Trace, { used }: TimesLoop): NodeMessage[] {
  const at = (local: string) => `${name}/${local}`;
  return [
    ...inputs.flatMap((input, index) => [
      placeholder(at(`input${index}`), input.dtype),
      constantNode(at(`shape${index}`), int32, [input.shape.length + 1], Int32Array.of(-1, ...input.shape)),
      node(at(`rows${index}`), 'Reshape', [at(`input${index}`), at(`shape${index}`)], {
        T: { type: input.dtype },
        Tshape: { type: int32 },
      }),
    ]),
    ...used.map((index) => readOf(at(`variable${index}`), index, variables[index]!)),
    constantNode(at('zero'), int32, [], Int32Array.of(0)),
    constantNode(at('one'), int32, [], Int32Array.of(1)),
    node(at('shape'), 'Shape', [at('rows0')], { T: { type: inputs[0]!.dtype }, out_type: { type: int32 } }),
    node(at('times'), 'GatherV2', [at('shape'), at('zero'), at('zero')], gatherAttributes(int32)),
    node(at('range'), 'Range', [at('zero'), at('times'), at('one')], { Tidx: { type: int32 } }),
  ];
}

export function gatherAttributes(dtype: number): NodeMessage['attr'] {
  return { Tparams: { type: dtype }, Tindices: { type: int32 }, Taxis: { type: int32 } };
}
