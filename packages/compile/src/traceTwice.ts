import { CompileFault } from './compileFault.ts';
import { recordTrace, type TraceInput } from './recordTrace.ts';
import type { Trace, TracedNode } from './trace.ts';
import { digestOf, type TraceDifference, traceDifference } from './traceDifference.ts';

/** Digests of traces that came out equal from one call to another, the newest last. */
const steady: string[] = [];
const mostSteady = 64;

/**
 * Traces a function two times: what differs does so from call to call and cannot be built into a program. Once, where an earlier
 * function gave the very same trace: it took as long, and two calls have been compared.
 * @throws CompileFault
 */
export function traceTwice(input: TraceInput): Trace {
  const first = recordTrace(input);
  const digest = digestOf(first);
  const place = steady.indexOf(digest);
  if (place >= 0) steady.splice(place, 1);
  else {
    const difference = traceDifference(first, recordTrace(input));
    if (difference?.what === 'operation') throw changingStructure(difference);
    if (difference?.what === 'settings') throw frozenValue(difference.one!, difference.user);
  }
  steady.push(digest);
  if (steady.length > mostSteady) steady.shift();
  return first;
}

function frozenValue({ operation, outputs }: TracedNode, user: string): CompileFault {
  const shape = outputs[0]?.shape.join(', ') ?? '';
  const message =
    operation === 'Const'
      ? `Numbers that JavaScript makes anew at each call, [${shape}] used by ${user}, would be frozen into the program. Make random numbers with statelessNormal or statelessUniform, and feed what counts calls.`
      : `${operation} is called with other settings each time, such as a random seed; they would be frozen into the program.`;
  return new CompileFault('frozen-value', message);
}

function changingStructure({ one, other }: TraceDifference): CompileFault {
  const nameOf = (node: TracedNode | undefined) => node?.operation ?? 'nothing more';
  return new CompileFault(
    'changing-structure',
    `Two calls ran different operations: where one ran ${nameOf(one)} the other ran ${nameOf(other)}. A program is one list of operations; compile each branch as an entry of its own.`,
  );
}
