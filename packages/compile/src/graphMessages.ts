import { type AttrValue, constantOf, dataTypes, shapeMessage, type TensorMessage } from './attrValue.ts';
import type { NativeValues } from './nativeBackend.ts';
import type { TensorSpec } from './trace.ts';

/** TensorFlow's NodeDef, FunctionDef and GraphDef messages, as far as they are used. */
export interface NodeMessage {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttrValue>>;
}

export interface FunctionMessage {
  readonly signature: {
    readonly name: string;
    readonly inputArg: readonly ArgumentMessage[];
    readonly outputArg: readonly ArgumentMessage[];
    readonly controlOutput?: readonly string[];
    readonly isStateful?: boolean;
  };
  readonly nodeDef: readonly NodeMessage[];
  readonly ret: Readonly<Record<string, string>>;
  readonly controlRet?: Readonly<Record<string, string>>;
  readonly attr: Readonly<Record<string, AttrValue>>;
}

export interface ArgumentMessage {
  readonly name: string;
  readonly type: number;
}

export interface GraphMessage {
  readonly node: readonly NodeMessage[];
  readonly library: { readonly function: readonly FunctionMessage[] };
  readonly versions: { readonly producer: number };
}

/** Tensors of a graph to feed and to fetch, as `node:output`. */
export interface Call {
  readonly feeds: readonly string[];
  readonly fetches: readonly string[];
}

export function node(name: string, op: string, input: readonly string[], attr: NodeMessage['attr']): NodeMessage {
  return { name, op, input, attr };
}

/** @param after control edges: what runs before it */
export function readOf(
  name: string,
  variable: number,
  { dtype }: TensorSpec,
  after: readonly string[] = [],
): NodeMessage {
  return readOfNode(name, `variable${variable}`, { dtype }, after);
}

/** @param handle the node of the variable */
export function readOfNode(
  name: string,
  handle: string,
  { dtype }: Pick<TensorSpec, 'dtype'>,
  after: readonly string[] = [],
): NodeMessage {
  return node(name, 'ReadVariableOp', [handle, ...after], { dtype: { type: dtype } });
}

/** Likewise. */
export function assignOf(
  name: string,
  variable: number,
  ref: string,
  { dtype }: TensorSpec,
  after: readonly string[] = [],
): NodeMessage {
  return node(name, 'AssignVariableOp', [`variable${variable}`, ref, ...after], { dtype: { type: dtype } });
}

/** @param shape any where it is absent */
export function placeholder(name: string, dtype: number, shape?: readonly number[]): NodeMessage {
  const told = shape === undefined ? { dim: [], unknownRank: true } : shapeMessage(shape);
  return node(name, 'Placeholder', [], { dtype: { type: dtype }, shape: { shape: told } });
}

export function constantNode(name: string, dtype: number, shape: readonly number[], values: NativeValues): NodeMessage {
  return constant(name, constantOf(shape, dtype, values));
}

/** Zeros: what a tensor is of which no number is told. */
export function blankNode(name: string, { dtype, shape }: TensorSpec): NodeMessage {
  return constant(name, { dtype, tensorShape: shapeMessage(shape) });
}

function constant(name: string, tensor: TensorMessage): NodeMessage {
  return node(name, 'Const', [], { dtype: { type: tensor.dtype }, value: { tensor } });
}

/** Something to fetch where there is nothing to give out. */
export function done(name: string, after: readonly string[]): NodeMessage {
  return node(name, 'Identity', ['nothing', ...after], { T: { type: dataTypes.float32 } });
}
