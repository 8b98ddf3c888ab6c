import type { AttrValue } from './attrValue.ts';
import { CompileFault } from './compileFault.ts';
import { recordTrace, type TraceInput } from './recordTrace.ts';
import { liveNodes, type Source, type Trace, type TracedNode } from './trace.ts';

/**
 * Traces a function two times. What differs does so from call to call and cannot be built into a program.
 * @throws CompileFault
 */
export function traceTwice(input: TraceInput): Trace {
  const first = recordTrace(input);
  const second = recordTrace(input);
  const [live, liveThen] = [liveNodes(first), liveNodes(second)];
  live.forEach((index, place) => {
    const node = first.nodes[index]!;
    const then = second.nodes[liveThen[place] ?? -1];
    if (then === undefined || !sameStructure(node, then)) throw changingStructure(node, then);
    if (!sameAttributes(node, then)) throw frozenValue(node, userOf(first, index));
  });
  if (liveThen.length > live.length) throw changingStructure(undefined, second.nodes[liveThen[live.length]!]);
  return first;
}

function sameStructure(a: TracedNode, b: TracedNode): boolean {
  return a.operation === b.operation && text([a.inputs, a.outputs]) === text([b.inputs, b.outputs]);
}

function sameAttributes(a: TracedNode, b: TracedNode): boolean {
  return text(a.attributes) === text(b.attributes);
}

function text(
  value: readonly (readonly Source[] | TracedNode['outputs'])[] | Readonly<Record<string, AttrValue>>,
): string {
  return JSON.stringify(value, (_, part) => {
    if (part instanceof Uint8Array) return Buffer.from(part).toString('base64');
    // JSON has no word for them, and a NaN equals itself here.
    return typeof part === 'number' && !Number.isFinite(part) ? String(part) : part;
  });
}

/** The first operation that uses what a node gives. */
function userOf({ nodes }: Trace, index: number): string {
  const user = nodes.find(({ inputs }) => inputs.some((source) => source.from === 'node' && source.node === index));
  return user?.operation ?? 'an output';
}

function frozenValue({ operation, outputs }: TracedNode, user: string): CompileFault {
  const shape = outputs[0]?.shape.join(', ') ?? '';
  const message =
    operation === 'Const'
      ? `Numbers that JavaScript makes anew at each call, [${shape}] used by ${user}, would be frozen into the program. Make random numbers with statelessNormal or statelessUniform, and feed what counts calls.`
      : `${operation} is called with other settings each time, such as a random seed; they would be frozen into the program.`;
  return new CompileFault('frozen-value', message);
}

function changingStructure(node: TracedNode | undefined, then: TracedNode | undefined): CompileFault {
  const nameOf = (one: TracedNode | undefined) => one?.operation ?? 'nothing more';
  return new CompileFault(
    'changing-structure',
    `Two calls ran different operations: where one ran ${nameOf(node)} the other ran ${nameOf(then)}. A program is one list of operations; compile each branch as an entry of its own.`,
  );
}
