import { configOf, trialSeed } from '../configOf.ts';
import type { PackOf } from '../lanes.ts';
import type { ResolvedSweep } from '../resolvedSweep.ts';
import type { Point } from '../searchSpace.ts';
import { activePart } from './activeAxes.ts';
import { drawRoughly } from './drawRoughly.ts';
import { isFeasible } from './isFeasible.ts';

/** Enough to tell a handful of programs from one for each trial. */
const draws = 200;

export interface ProgramSurvey {
  /** Of all trials of the sweep as many as may be expected to share a program with any one of them, itself among them. */
  readonly trialsPerProgram: number;
  /** Why trials share none; with none that can, all of them are here. */
  readonly reasons: readonly string[];
  /** Why the programs of most trials would be no faster than trials one after another; undefined where they are. */
  readonly noGain?: string;
  /** Axes of which one value means another program than some other. */
  readonly structural: readonly string[];
}

/** Which trials of a sweep can train in one program, by a sample of its points: the same one every time. */
export function surveyPrograms(sweep: Omit<ResolvedSweep, 'pack'>, packOf: PackOf): ProgramSurvey {
  const programOf = (values: Point) => packOf(configOf(sweep, activePart(sweep.space, values), 1));
  const vectors = sample(sweep);
  const counts = new Map<string, number>();
  const reasons = new Set<string>();
  const noGains: string[] = [];
  for (const vector of vectors) {
    const program = programOf(vector);
    if ('reason' in program) reasons.add(program.reason);
    else {
      counts.set(program.key, (counts.get(program.key) ?? 0) + 1);
      if (program.noGain !== undefined) noGains.push(program.noGain);
    }
  }
  const pairs = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0);
  const chance = vectors.length < 2 ? 0 : pairs / (vectors.length * (vectors.length - 1));
  const [first] = vectors;
  const structural = sweep.space.flatMap(({ name }) => {
    const keys = new Set(vectors.map((other) => JSON.stringify(programOf({ ...first, [name]: other[name]! }))));
    return keys.size > 1 ? [name] : [];
  });
  const mostGainNothing = 2 * noGains.length > vectors.length;
  return {
    trialsPerProgram: 1 + chance * (sweep.plannedTrials - 1),
    reasons: [...reasons],
    ...(mostGainNothing && { noGain: noGains[0]! }),
    structural,
  };
}

/** Full vectors: values of axes that are not active as well. */
function sample({ space, constraints }: Pick<ResolvedSweep, 'space' | 'constraints'>): Point[] {
  let drawn = 0;
  const uniform = () => trialSeed(1, drawn++) / 2 ** 32;
  const vectors = Array.from({ length: draws }, () =>
    Object.fromEntries(space.map(({ name, dimension }) => [name, drawRoughly(dimension, uniform)])),
  );
  return vectors.filter((vector) => isFeasible(constraints, activePart(space, vector)));
}
