import { type NamedTensorMap, util } from '@tensorflow/tfjs-core';
import { CompileFault } from './compileFault.ts';
import type { Examples } from './compileProgram.ts';

/** @throws CompileFault where a call is given other inputs than were compiled, or rows for more times than it may run */
export function requireInputs(entry: string, { fed, repeated }: Examples, given: NamedTensorMap): void {
  for (const name of Object.keys(given)) {
    if (fed[name] === undefined) {
      throw new CompileFault(
        'input',
        `${entry} has no input ${name}; it has ${Object.keys(fed).join(', ') || 'none'}.`,
      );
    }
  }
  let times: number | undefined;
  for (const [name, { shape, dtype }] of Object.entries(fed)) {
    const found = given[name];
    if (found === undefined) throw new CompileFault('input', `${entry} needs the input ${name}.`);
    const hasRows = repeated !== undefined && !repeated.same?.includes(name);
    if (hasRows) times ??= found.size / util.sizeFromShape([...shape]);
    const expected = hasRows ? shapesOfTimes(times!, shape) : [shape];
    if (found.dtype === dtype && expected.some((one) => util.arraysEqual(found.shape, [...one]))) continue;
    throw new CompileFault(
      'input',
      `${entry} was compiled for ${name} as ${dtype} ${expected.map((one) => `[${one.join(', ')}]`).join(' or ')} and is given ${found.dtype} [${found.shape.join(', ')}]. Compile an entry for each shape.`,
    );
  }
  if (times === 0) throw new CompileFault('input', `${entry} runs once in a call at least, and is given no rows.`);
  // Nothing else would notice: rows beyond the last place would be written over the first.
  const { most } = repeated ?? {};
  if (most !== undefined && times !== undefined && times > most) {
    throw new CompileFault('input', `${entry} runs ${most} times in one call at most, and is given rows for ${times}.`);
  }
}

function shapesOfTimes(times: number, shape: readonly number[]): (readonly number[])[] {
  const stacked = [times, ...shape];
  const [rows, ...others] = shape;
  return rows === undefined ? [stacked] : [stacked, [times * rows, ...others]];
}
