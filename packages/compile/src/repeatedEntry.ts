import { dataTypes } from './attrValue.ts';
import { computationOf, type GraphMode, insideFunction, usedVariables } from './computation.ts';
import { callOf, type EntryGraph, endOfEntry } from './entryGraph.ts';
import { blankNode, constantNode, type NodeMessage, node, placeholder, readOf } from './graphMessages.ts';
import { changedVariables, specOf, type Trace } from './trace.ts';

/** A tensor that goes from one time to the next. */
interface Carried {
  readonly name: string;
  readonly dtype: number;
  /** Before the first time. */
  readonly first: string;
  /** After a time, inside of the loop's body; absent where it stays. */
  readonly next?: string;
}

const { int32, bool } = dataTypes;

/**
 * An entry that one call runs several times: a loop of the graph, whose body is what the function computes. Variables are read
 * before it and assigned after it; between the times they are tensors like all others. How often is how many rows are fed, so
 * that one program serves every number.
 *
 * The loop is one that TensorFlow spreads into its graph (`_lower_using_switch_merge`): as a kernel of its own it would run the
 * body without the rewriting that everything else gets (oneDNN), which gives other bits than the same step alone.
 * @param every outputs of which those of every time are given: scalars, or with lanes one of each
 */
export function repeatedEntry(name: string, trace: Trace, mode: GraphMode, every: readonly string[]): EntryGraph {
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
  const all = outputs.map(({ name: output, source }, index) => {
    const ref = step.refs[changed.length + index]!;
    const isGathered = every.includes(output);
    // What a variable ends as goes from time to time anyway.
    const isVariable = !isGathered && source.from === 'node';
    const variable = isVariable ? changed.find((_, place) => step.refs[place] === ref) : undefined;
    return { index, ref, spec: specOf(trace, source), gathered: isGathered, variable };
  });
  const given = all.filter(({ variable }) => variable === undefined);
  const gathered = given.filter((output) => output.gathered);
  const at = (local: string) => `${name}/${local}`;

  const carried: Carried[] = [
    { name: 'time', dtype: int32, first: at('zero'), next: 'next:z:0' },
    { name: 'times', dtype: int32, first: at('times') },
    { name: 'range', dtype: int32, first: at('range') },
    ...given.map(({ index, ref, spec, gathered: isGathered }) => ({
      name: `output${index}`,
      dtype: spec.dtype,
      first: at(`none${index}`),
      next: isGathered ? `placed${index}:output:0` : ref,
    })),
    ...used.map((index) => {
      const place = changed.indexOf(index);
      const moved = place >= 0 && { next: step.refs[place]! };
      return { name: `variable${index}`, dtype: variables[index]!.dtype, first: at(`variable${index}`), ...moved };
    }),
    ...inputs.map(({ dtype }, index) => ({ name: `rows${index}`, dtype, first: at(`rows${index}`) })),
  ];
  const placeOf = new Map(carried.map((one, place) => [one.name, `${at('loop')}:${place}`]));
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
    ...gathered.flatMap(({ index, ref, spec: { dtype, shape } }) => [
      constantNode(`ofOutput${index}`, int32, [shape.length + 1], Int32Array.of(-1, ...shape.map(() => 1))),
      node(`here${index}`, 'Reshape', ['here:z:0', `ofOutput${index}:output:0`], {
        T: { type: bool },
        Tshape: { type: int32 },
      }),
      node(`placed${index}`, 'SelectV2', [`here${index}:output:0`, ref, `output${index}`], { T: { type: dtype } }),
    ]),
  ];
  return {
    nodes: [
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
      constantNode(at('first'), int32, [1], Int32Array.of(0)),
      node(at('shape'), 'Shape', [at('rows0')], { T: { type: inputs[0]!.dtype }, out_type: { type: int32 } }),
      node(at('times'), 'GatherV2', [at('shape'), at('zero'), at('zero')], gatherAttributes(int32)),
      node(at('row'), 'GatherV2', [at('shape'), at('first'), at('zero')], gatherAttributes(int32)),
      node(at('range'), 'Range', [at('zero'), at('times'), at('one')], { Tidx: { type: int32 } }),
      ...given.flatMap(({ index, spec: { dtype, shape }, gathered: isGathered }) => {
        if (!isGathered) return [blankNode(at(`none${index}`), { dtype, shape })];
        const fill = { T: { type: dtype }, index_type: { type: int32 } };
        const joined = { N: { i: 2 }, T: { type: int32 }, Tidx: { type: int32 } };
        return [
          blankNode(at(`blank${index}`), { dtype, shape: [] }),
          constantNode(at(`each${index}`), int32, [shape.length], Int32Array.from(shape)),
          node(at(`all${index}`), 'ConcatV2', [at('row'), at(`each${index}`), at('zero')], joined),
          node(at(`none${index}`), 'Fill', [at(`all${index}`), at(`blank${index}`)], fill),
        ];
      }),
      node(
        at('loop'),
        'While',
        carried.map(({ first }) => first),
        {
          T: { list: { type: carried.map(({ dtype }) => dtype) } },
          cond: { func: { name: `${name}_more` } },
          body: { func: { name: `${name}_time` } },
          parallel_iterations: { i: 1 },
          _lower_using_switch_merge: { b: true },
        },
      ),
      ...endOfEntry(name, trace, {
        used,
        changed: new Map(changed.map((index) => [index, placeOf.get(`variable${index}`)!])),
        outputs: all.map(
          ({ index, variable }) => placeOf.get(variable === undefined ? `output${index}` : `variable${variable}`)!,
        ),
      }),
    ],
    functions: [
      ...step.functions,
      {
        signature: { name: `${name}_time`, inputArg: argumentsOf(), outputArg: argumentsOf('_next') },
        nodeDef: body,
        ret: Object.fromEntries(carried.map((one) => [`${one.name}_next`, one.next ?? one.name])),
        attr: {},
      },
      {
        signature: { name: `${name}_more`, inputArg: argumentsOf(), outputArg: [{ name: 'more', type: bool }] },
        nodeDef: [node('less', 'Less', ['time', 'times'], { T: { type: int32 } })],
        ret: { more: 'less:z:0' },
        attr: {},
      },
    ],
    call: callOf(name, trace),
  };
}

function gatherAttributes(dtype: number): NodeMessage['attr'] {
  return { Tparams: { type: dtype }, Tindices: { type: int32 }, Taxis: { type: int32 } };
}
