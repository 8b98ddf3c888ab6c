import { dataTypes } from './attrValue.ts';
import type { Repeated } from './compileProgram.ts';
import { computationOf, type GraphMode, insideFunction, usedVariables } from './computation.ts';
import { constantNode, type NodeMessage, node, placeholder, readOf } from './graphMessages.ts';
import { changedVariables, specOf, type TensorSpec, type Trace } from './trace.ts';
import { type Carried, type WhileLoop, whileLoop } from './whileLoop.ts';

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
  /** What that variable, which changes, was before the last time. */
  readonly before: number | undefined;
}

/** What goes from one time to the next: `time`, `times`, `range`, `output<i>`, `variable<i>`, `rows<i>`. */
export interface TimesLoop extends WhileLoop {
  /** Variables that are carried, and those of them that change. */
  readonly used: readonly number[];
  readonly changed: readonly number[];
  readonly outputs: readonly LoopOutput[];
  /** Outputs that are no variable at the end. */
  readonly given: readonly LoopOutput[];
}

/**
 * A loop whose body is one time of what a function computes: it takes its row of each input, and leaves in each gathered output
 * the place of its own.
 * @param mode of one time
 * @param repeated outputs of which those of `every` time are given: scalars, or with lanes one of each; inputs without rows
 * @param carriesBefore whether it also carries what variables were before the last time; true where absent
 */
export function timesLoop(
  name: string,
  trace: Trace,
  mode: GraphMode,
  { every, same = [] }: Pick<Repeated, 'every' | 'same'>,
  { carriesBefore = true } = {},
): TimesLoop {
  const { variables, inputs, outputs, assigned } = trace;
  const isSame = ({ name: input }: { readonly name: string }) => same.includes(input);
  const changed = changedVariables(trace);
  const results = [...changed.map((index) => assigned[index]!), ...outputs.map(({ source }) => source)];
  const used = [...new Set([...usedVariables(trace, results), ...changed])].sort((a, b) => a - b);
  const step = computationOf({
    name,
    trace,
    mode,
    results,
    at: {
      ...insideFunction,
      input: (index) => (isSame(inputs[index]!) ? `rows${index}` : `input${index}:output:0`),
    },
  });
  const refs = new Map(outputs.map((_, index) => [index, step.refs[changed.length + index]!]));
  const all = outputs.map(({ name: output, source }, index): LoopOutput => {
    const gathered = every.includes(output);
    const isOfVariable = !gathered && source.from === 'node';
    const variable = isOfVariable ? changed.find((_, place) => step.refs[place] === refs.get(index)) : undefined;
    const before = !gathered && source.from === 'variable' && changed.includes(source.index) ? source.index : undefined;
    return { index, spec: specOf(trace, source), gathered, variable, before };
  });
  const given = all.filter(({ variable }) => variable === undefined);
  const gathered = given.filter((output) => output.gathered);

  const carried: (Carried & { readonly next?: string })[] = [
    { name: 'time', dtype: int32, next: 'next:z:0' },
    { name: 'times', dtype: int32 },
    { name: 'range', dtype: int32 },
    ...given
      .filter(({ before }) => carriesBefore || before === undefined)
      .map(({ index, spec, gathered: isGathered }) => ({
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
  const body: NodeMessage[] = [
    constantNode('zero', int32, [], Int32Array.of(0)),
    constantNode('one', int32, [], Int32Array.of(1)),
    ...inputs.flatMap((input, index) =>
      isSame(input)
        ? []
        : [node(`input${index}`, 'GatherV2', [`rows${index}`, 'time', 'zero:output:0'], gatherAttributes(input.dtype))],
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
  const loop = whileLoop({ time: `${name}_time`, more: `${name}_more` }, carried, {
    nodes: body,
    next: new Map(carried.flatMap((one) => (one.next === undefined ? [] : [[one.name, one.next] as const]))),
  });
  return { used, changed, outputs: all, given, ...loop, functions: [...step.functions, ...loop.functions] };
}

/** In front of a loop: what it reads of what is fed (`rows<i>`) and of variables (`variable<i>`), how many `times` there are, and their `range`. */
export function beforeLoop(
  name: string,
  { variables, inputs }: Trace,
  { used }: Pick<TimesLoop, 'used'>,
  same: readonly string[] = [],
): NodeMessage[] {
  const at = (local: string) => `${name}/${local}`;
  const counted = inputs.findIndex((input) => !same.includes(input.name));
  return [
    ...inputs.flatMap((input, index) => {
      const fed = placeholder(at(`input${index}`), input.dtype);
      if (same.includes(input.name))
        return [fed, node(at(`rows${index}`), 'Identity', [fed.name], { T: { type: input.dtype } })];
      return [
        fed,
        constantNode(at(`shape${index}`), int32, [input.shape.length + 1], Int32Array.of(-1, ...input.shape)),
        node(at(`rows${index}`), 'Reshape', [at(`input${index}`), at(`shape${index}`)], {
          T: { type: input.dtype },
          Tshape: { type: int32 },
        }),
      ];
    }),
    ...used.map((index) => readOf(at(`variable${index}`), index, variables[index]!)),
    constantNode(at('zero'), int32, [], Int32Array.of(0)),
    constantNode(at('one'), int32, [], Int32Array.of(1)),
    node(at('shape'), 'Shape', [at(`rows${counted}`)], {
      T: { type: inputs[counted]!.dtype },
      out_type: { type: int32 },
    }),
    node(at('times'), 'GatherV2', [at('shape'), at('zero'), at('zero')], gatherAttributes(int32)),
    node(at('range'), 'Range', [at('zero'), at('times'), at('one')], { Tidx: { type: int32 } }),
  ];
}

export function gatherAttributes(dtype: number): NodeMessage['attr'] {
  return { Tparams: { type: dtype }, Tindices: { type: int32 }, Taxis: { type: int32 } };
}
