import { createHash } from 'node:crypto';
import type { AttrValue } from './attrValue.ts';
import { liveNodes, type Source, type Trace, type TracedNode } from './trace.ts';

/** Where two traces begin to differ. */
export interface TraceDifference {
  /** Another operation, or one on other tensors; or the same with other numbers or settings. */
  readonly what: 'operation' | 'settings';
  /** Absent where that trace has ended. */
  readonly one: TracedNode | undefined;
  readonly other: TracedNode | undefined;
  /** The first operation that uses what they give. */
  readonly user: string;
}

/** Of what their outputs and variables depend on; undefined where there is none. */
export function traceDifference(first: Trace, second: Trace): TraceDifference | undefined {
  const [live, liveThen] = [liveNodes(first), liveNodes(second)];
  for (const [place, index] of live.entries()) {
    const one = first.nodes[index]!;
    const other = second.nodes[liveThen[place] ?? -1];
    const user = userOf(first, index);
    if (other === undefined || !sameStructure(one, other)) return { what: 'operation', one, other, user };
    if (text(one.attributes) !== text(other.attributes)) return { what: 'settings', one, other, user };
  }
  const more = liveThen[live.length];
  if (more !== undefined) {
    return { what: 'operation', one: undefined, other: second.nodes[more], user: userOf(second, more) };
  }
  return endsOf(first) === endsOf(second)
    ? undefined
    : { what: 'operation', one: undefined, other: undefined, user: 'an output' };
}

/** Equal for traces between which there is no difference. */
export function digestOf(trace: Trace): string {
  const hash = createHash('sha256');
  for (const index of liveNodes(trace)) {
    const { operation, inputs, outputs, attributes } = trace.nodes[index]!;
    hash
      .update(operation)
      .update(text([inputs, outputs]))
      .update(text(attributes));
  }
  return hash.update(endsOf(trace)).digest('hex');
}

const endsOf = ({ assigned, outputs }: Trace) => text([...assigned, ...outputs.map(({ source }) => source)]);

function sameStructure(a: TracedNode, b: TracedNode): boolean {
  return a.operation === b.operation && text([a.inputs, a.outputs]) === text([b.inputs, b.outputs]);
}

function text(
  value:
    | readonly Source[]
    | readonly (readonly Source[] | TracedNode['outputs'])[]
    | Readonly<Record<string, AttrValue>>,
): string {
  return JSON.stringify(value, (_, part) => {
    if (part instanceof Uint8Array) return Buffer.from(part).toString('base64');
    // JSON has no word for them, and a NaN equals itself here.
    return typeof part === 'number' && !Number.isFinite(part) ? String(part) : part;
  });
}

function userOf({ nodes }: Trace, index: number): string {
  const user = nodes.find(({ inputs }) => inputs.some((source) => source.from === 'node' && source.node === index));
  return user?.operation ?? 'an output';
}
