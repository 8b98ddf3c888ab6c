import { CompileFault } from '../compileFault.ts';
import { type Source, specOf, type Trace, type TracedNode } from '../trace.ts';
import { type LaneGraph, type LaneTensor, ofLanes } from './laneGraph.ts';

/** An operation of one lane that is to be done for all, of which at least one input differs between them. */
export interface LaneOperation {
  readonly node: TracedNode;
  readonly inputs: readonly LaneTensor[];
  readonly graph: LaneGraph;
  /** The numbers of an input that is a constant, int32. */
  constant(input: number): readonly number[];
}

/** How an operation is done for all lanes: adds what that takes, and returns what its outputs are. */
export type Rule = (operation: LaneOperation) => LaneTensor[];

/** By one operation on stacked tensors. */
export function inOne(
  { node, graph }: LaneOperation,
  inputs: readonly Source[],
  {
    operation = node.operation,
    attributes = node.attributes,
  }: Partial<Pick<TracedNode, 'operation' | 'attributes'>> = {},
): LaneTensor[] {
  const outputs = node.outputs.map((spec) => ofLanes(spec, graph.lanes));
  const made = graph.add(operation, inputs, attributes, outputs);
  return made.map((stacked, output) => ({ spec: node.outputs[output]!, stacked }));
}

/** As many axes as another tensor has, those that are missing before its own and behind the lanes. */
export function aligned(graph: LaneGraph, tensor: LaneTensor, rank: number): Source {
  const { spec, shared } = tensor;
  if (shared !== undefined) return shared;
  const missing = rank - spec.shape.length;
  if (missing === 0) return graph.stacked(tensor);
  const ones = new Array<number>(missing).fill(1);
  return graph.reshaped(graph.stacked(tensor), spec.dtype, [graph.lanes, ...ones, ...spec.shape]);
}

/** The same axis of a tensor that has the lanes in front. */
export function shifted(axis: number, rank: number): number {
  return (axis < 0 ? axis + rank : axis) + 1;
}

/** Numbers, float32, that the widest processors compute at once (512 bits). */
export const mostAtOnce = 16;

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

export function rankOf({ spec }: LaneTensor): number {
  return spec.shape.length;
}

export function constantReader(trace: Trace, node: TracedNode): LaneOperation['constant'] {
  return (input) => {
    const source = node.inputs[input]!;
    const made = source.from === 'node' ? trace.nodes[source.node]! : undefined;
    const tensor = made?.operation === 'Const' ? made.attributes.value?.tensor : undefined;
    if (tensor === undefined) throw notConstant(node.operation, input);
    const size = sizeOf(specOf(trace, source).shape);
    const { intVal, tensorContent } = tensor;
    if (intVal !== undefined) return new Array<number>(size).fill(intVal[0]!);
    return [...new Int32Array(tensorContent!.slice().buffer)];
  };
}

function notConstant(operation: string, input: number): CompileFault {
  return new CompileFault(
    'operation',
    `Input number ${input + 1} of ${operation} says how it is done and is computed. With lanes it has to be a number that JavaScript knows.`,
  );
}
