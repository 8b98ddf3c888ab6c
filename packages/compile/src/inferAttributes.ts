import type { AttrValue } from './attrValue.ts';
import type { Operation } from './operations.ts';

/**
 * Adds the attributes that running an operation at once infers from its inputs, and a graph has to state: how many tensors
 * an argument is, and of which type.
 * @param types TensorFlow's DataType of each input
 */
export function inferAttributes(
  { inputs }: Operation,
  given: Readonly<Record<string, AttrValue>>,
  types: readonly number[],
): Record<string, AttrValue> {
  const attributes = { ...given };
  let next = 0;
  for (const { type, count, types: list } of inputs) {
    // At most one argument of the operations here has a count that nobody states: it takes what the others leave.
    const size = sizeOf(attributes, count ?? list) ?? types.length - (inputs.length - 1);
    if (count !== undefined) attributes[count] ??= { i: size };
    if (list !== undefined) attributes[list] ??= { list: { type: types.slice(next, next + size) } };
    if (type !== undefined) attributes[type] ??= { type: types[next]! };
    next += size;
  }
  return attributes;
}

function sizeOf(attributes: Readonly<Record<string, AttrValue>>, name: string | undefined): number | undefined {
  if (name === undefined) return 1;
  const { i, list } = attributes[name] ?? {};
  return i ?? list?.type?.length;
}
