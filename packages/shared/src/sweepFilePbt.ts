import type { Pbt } from './earlyTerminate.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';

/** `pbt: {every_steps, quantile, factor, resample_probability}`, which belongs to `method: pbt`; null for other methods. */
export function readPbt(
  fields: FieldReader,
  { method, checkpointEvery, problems }: { method: string | undefined; checkpointEvery: number; problems: ProblemList },
): Pbt | null {
  const entry = fields.entry('pbt');
  if (method !== 'pbt') {
    if (entry && method !== undefined) {
      problems.error(entry, 'pbt', `pbt is set, but the method is ${method}.`, 'Write method: pbt, or remove pbt.');
    }
    return null;
  }
  const settings = fields.map('pbt', '{every_steps: 500}');
  settings?.refuseUnknown(['every_steps', 'quantile', 'factor', 'resample_probability']);
  const share = (key: string, standard: number, fits: (value: number) => boolean, wanted: string): number => {
    const value = settings?.number(key) ?? standard;
    if (!fits(value)) {
      problems.error(settings?.at(key) ?? fields.place, `pbt.${key}`, `${key}: expected ${wanted}, got ${value}.`);
    }
    return value;
  };
  const { quantile, factor, resampleProbability } = sweepDefaults.pbt;
  return {
    everySteps: settings?.integer('every_steps', { min: 1, max: 10_000_000 }) ?? checkpointEvery,
    quantile: share('quantile', quantile, (x) => x > 0 && x <= 0.5, 'a share above 0 and at most 0.5'),
    factor: share('factor', factor, (x) => x > 1 && x <= 10, 'a number above 1 and at most 10'),
    resampleProbability: share('resample_probability', resampleProbability, (x) => x >= 0 && x <= 1, '0 to 1'),
  };
}
