import { CompileFault } from '../compileFault.ts';
import type { Entry, Lanes, ProgramOptions } from '../compileProgram.ts';

/** What of a trace is the same in all lanes; everything else is one of each. */
export interface Sharing {
  readonly lanes: number;
  /** By their places in the trace. */
  readonly sharedVariables: ReadonlySet<number>;
  readonly sharedInputs: ReadonlySet<string>;
  /** An input, bool []: variables of a lane where it is false stay what they are. */
  readonly active?: string;
}

/** @throws CompileFault */
export function sharingOf(
  { count, shared = [], active }: Lanes,
  entries: Readonly<Record<string, Entry>>,
  { variables, constants = [] }: ProgramOptions,
): Sharing {
  if (!Number.isInteger(count) || count < 1) throw new CompileFault('lanes', `${count} is no number of lanes.`);
  const inputs = Object.values(entries).flatMap((entry) => Object.entries(entry.inputs ?? {}));
  const named = [
    ...inputs,
    ...Object.values(entries).flatMap(({ epilogue }) => Object.entries(epilogue?.inputs ?? {})),
  ];
  const places = new Set(constants.map((_, index) => variables.length + index));
  for (const one of shared) {
    const known = typeof one === 'string' ? named.some(([name]) => name === one) : variables.includes(one);
    const name = typeof one === 'string' ? `input ${one}` : `variable ${one.name}`;
    if (!known)
      throw new CompileFault('lanes', `The ${name} is to be shared by all lanes and is none of the program's.`);
    if (typeof one !== 'string') places.add(variables.indexOf(one));
  }
  const sharedInputs = new Set(shared.filter((one) => typeof one === 'string'));
  if (active !== undefined) {
    const found = inputs.filter(([name]) => name === active);
    const right = found.every(([, { shape, dtype }]) => shape.length === 0 && dtype === 'bool');
    if (found.length === 0 || !right || sharedInputs.has(active)) {
      throw new CompileFault('lanes', `${active} says which lanes are active: an input of each lane, bool [].`);
    }
  }
  return { lanes: count, sharedVariables: places, sharedInputs, ...(active !== undefined && { active }) };
}

/** @throws CompileFault */
export function requireLane(lane: number | undefined, count: number): void {
  if (lane !== undefined && Number.isInteger(lane) && lane >= 0 && lane < count) return;
  throw new CompileFault('lanes', `There is no lane ${lane}: there are ${count}, from 0 on.`);
}
