import { dataTypes } from './attrValue.ts';
import type { NodeMessage } from './graphMessages.ts';
import type { NativeAttribute, NativeBackend } from './nativeBackend.ts';
import { operations } from './operations.ts';
import { specOf, type Trace } from './trace.ts';

const product = 'BatchMatMulV2';
const named = `_Mkl${product}`;
const kernel = 'MklNameChangeOp';

/** oneDNN has these for a layout of its own only, in which nothing is here: TensorFlow computes them itself. */
const neverTaken: ReadonlySet<string> = new Set(
  'Concat ConcatV2 Elu EluGrad LeakyRelu LeakyReluGrad Relu Relu6 Tanh'.split(' '),
);

/**
 * Whether a function that takes oneDNN's products by name is what TensorFlow would make of it: on a CPU whose products are
 * oneDNN's, where oneDNN has nothing else of what it does.
 */
export function canNameOneDnn(backend: NativeBackend, trace: Trace): boolean {
  const { nodes } = trace;
  return (
    nodes.every(({ operation, inputs }) => {
      if (operation === product) return specOf(trace, inputs[0]!).dtype === dataTypes.float32;
      return operations[operation]?.oneDnn !== true || neverTaken.has(operation);
    }) && multipliesByOneDnn(backend)
  );
}

/** TensorFlow puts these in the place of its own products itself, but not in a function that is called by its name. */
export function namingOneDnn(one: NodeMessage): NodeMessage {
  if (one.op !== product) return one;
  return { ...one, op: named, attr: { ...one.attr, _kernel: { s: new TextEncoder().encode(kernel) } } };
}

const known = new WeakMap<NativeBackend, boolean>();

/**
 * Only a processor that is fast by it, and no GPU, has oneDNN's products by itself, unless the environment says otherwise. So an
 * example is asked: sums of so many numbers as this one has differ in their last bits from those of any other kernel.
 */
function multipliesByOneDnn(backend: NativeBackend): boolean {
  const found = known.get(backend) ?? (!backend.isUsingGpuDevice && hasBitsOfOneDnn(backend));
  known.set(backend, found);
  return found;
}

function hasBitsOfOneDnn({ binding }: NativeBackend): boolean {
  const values = Float32Array.from({ length: 4 * 2048 }, (_, index) => ((index * 7919) % 1009) / 1009 - 0.5);
  const ids = [
    [1, 4, 2048],
    [1, 2048, 4],
  ].map((shape) => binding.createTensor(shape, dataTypes.float32, values));
  const attributes = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: dataTypes.float32 },
    { name: 'adj_x', type: binding.TF_ATTR_BOOL, value: false },
    { name: 'adj_y', type: binding.TF_ATTR_BOOL, value: false },
  ];
  const bitsOf = (operation: string, more: readonly NativeAttribute[]): Buffer => {
    const { id } = binding.executeOp(operation, [...attributes, ...more], ids, 1)[0]!;
    const { buffer, byteOffset, byteLength } = binding.tensorDataSync(id);
    binding.deleteTensor(id);
    return Buffer.from(buffer, byteOffset, byteLength);
  };
  try {
    return bitsOf(product, []).equals(
      bitsOf(named, [{ name: '_kernel', type: binding.TF_ATTR_STRING, value: kernel }]),
    );
  } catch {
    // A library that was built without oneDNN knows no such operation.
    return false;
  } finally {
    for (const id of ids) binding.deleteTensor(id);
  }
}
