import { CompileFault } from './compileFault.ts';
import type { NativeAttribute, NativeBinding, NativeValues } from './nativeBackend.ts';

/** TensorFlow's AttrValue message, one of these fields. */
export interface AttrValue {
  readonly type?: number;
  readonly i?: number;
  readonly f?: number;
  readonly b?: boolean;
  readonly s?: Uint8Array;
  readonly shape?: ShapeMessage;
  readonly tensor?: TensorMessage;
  readonly func?: { readonly name: string };
  readonly list?: {
    readonly type?: readonly number[];
    readonly i?: readonly number[];
    readonly f?: readonly number[];
    readonly b?: readonly boolean[];
    readonly s?: readonly Uint8Array[];
  };
}

export interface ShapeMessage {
  readonly dim: readonly { readonly size: number }[];
  readonly unknownRank?: boolean;
}

export interface TensorMessage {
  readonly dtype: number;
  readonly tensorShape: ShapeMessage;
  readonly tensorContent?: Uint8Array;
  readonly floatVal?: readonly number[];
  readonly intVal?: readonly number[];
  readonly boolVal?: readonly boolean[];
}

export const dataTypes = { float32: 1, int32: 3, bool: 10, resource: 20, uint64: 23 } as const;

export const shapeMessage = (shape: readonly number[]): ShapeMessage => ({ dim: shape.map((size) => ({ size })) });

/** What tfjs-node hands to an operation, as a graph stores it. */
export function attrValueOf(
  binding: NativeBinding,
  operation: string,
  { name, type, value }: NativeAttribute,
): AttrValue {
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return Array.isArray(value) ? { list: { type: value } } : { type: value as number };
    case binding.TF_ATTR_INT:
      return Array.isArray(value) ? { list: { i: value } } : { i: value as number };
    case binding.TF_ATTR_FLOAT:
      return Array.isArray(value) ? { list: { f: value } } : { f: value as number };
    case binding.TF_ATTR_BOOL:
      return Array.isArray(value) ? { list: { b: value } } : { b: Boolean(value) };
    case binding.TF_ATTR_STRING:
      return Array.isArray(value) ? { list: { s: value.map(bytesOf) } } : { s: bytesOf(String(value)) };
    case binding.TF_ATTR_SHAPE:
      return { shape: shapeMessage(value as number[]) };
    default:
      throw new CompileFault(
        'operation',
        `The attribute ${name} of ${operation} is of a kind that graphs here cannot hold.`,
      );
  }
}

/** A constant; one number for all of them where they are alike, as zeros and ones of a gradient are. */
export function constantOf(shape: readonly number[], dtype: number, values: NativeValues): TensorMessage {
  const message = { dtype, tensorShape: shapeMessage(shape) };
  const [first] = values;
  if (first !== undefined && areAlike(values)) {
    if (dtype === dataTypes.float32) return { ...message, floatVal: [first] };
    if (dtype === dataTypes.int32) return { ...message, intVal: [first] };
    if (dtype === dataTypes.bool) return { ...message, boolVal: [first !== 0] };
  }
  return { ...message, tensorContent: new Uint8Array(values.slice().buffer) };
}

/** In every bit: no byte differs from that one number further. By memory, since there are millions in some. */
function areAlike({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT }: NativeValues): boolean {
  const rest = byteLength - BYTES_PER_ELEMENT;
  return Buffer.from(buffer, byteOffset, rest).equals(Buffer.from(buffer, byteOffset + BYTES_PER_ELEMENT, rest));
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
