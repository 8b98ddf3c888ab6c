import { stringify } from 'yaml';
import type { EarlyTerminate, Pbt } from './earlyTerminate.ts';
import { keepInFile } from './keepInFile.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Dimension } from './searchSpace.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';

/**
 * A resolved sweep as a sweep file that reads back to exactly the same sweep: every default is written out, so it means
 * the same after defaults have changed, but for the value that a parameter has where its condition does not hold.
 * `log_uniform` and the like come out in their `_values` form.
 */
export function sweepFileText(sweep: ResolvedSweep): string {
  const { metric, metrics, retry, checkpoint } = sweep;
  const parameters: Record<string, unknown> = {};
  for (const { name, dimension, when } of sweep.space) {
    parameters[name] = { ...parameterOf(dimension), ...(when === undefined ? {} : { when }) };
  }
  for (const [name, value] of Object.entries(sweep.base)) parameters[name] ??= { value };
  const file = {
    name: sweep.name,
    ...(sweep.description === '' ? {} : { description: sweep.description }),
    recipe: sweep.recipe,
    dataset: sweep.dataset,
    method: sweep.method,
    ...(metrics === undefined ? { metric } : { metrics }),
    parameters,
    ...(sweep.constraints.length === 0 ? {} : { constraints: sweep.constraints }),
    run_cap: Math.max(1, sweep.plannedTrials - (sweep.handPicked?.length ?? 0)),
    ...(sweep.repeats === 1 ? {} : { repeat_over: ['seed'], repeats: sweep.repeats, race: sweep.race ?? false }),
    ...(sweep.warmStart === undefined ? {} : { warm_start: warmStartOf(sweep.warmStart) }),
    ...(sweep.earlyTerminate === null ? {} : { early_terminate: ruleOf(sweep.earlyTerminate) }),
    ...(sweep.pbt === null ? {} : { pbt: pbtOf(sweep.pbt) }),
    seed: sweep.seed,
    concurrency: sweep.concurrency,
    ...(sweep.pack === undefined ? {} : { pack: sweep.pack }),
    ...(sweep.pool === sweepDefaults.pool ? {} : { pool: sweep.pool }),
    ...(sweep.priority === undefined ? {} : { priority: sweep.priority }),
    retry: { max_attempts: retry.maxAttempts, from: retry.from },
    ...(sweep.maxFailed === null ? {} : { max_failed: sweep.maxFailed }),
    ...(sweep.maxFailedRate === null ? {} : { max_failed_rate: sweep.maxFailedRate }),
    ...(sweep.maxHours === null ? {} : { max_hours: sweep.maxHours }),
    checkpoint: { every_steps: checkpoint.everySteps, keep: keepInFile(checkpoint.keep) },
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false, flowCollectionPadding: false });
}

/** Keys whose value is null are left out: the file has no word for them. */
export function ruleOf(rule: EarlyTerminate): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rule)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}

function warmStartOf({ points, sweeps }: NonNullable<ResolvedSweep['warmStart']>): Record<string, unknown> {
  return { ...(points.length > 0 && { points }), ...(sweeps.length > 0 && { sweeps }) };
}

function pbtOf({ everySteps, quantile, factor, resampleProbability }: Pbt): Record<string, unknown> {
  return { every_steps: everySteps, quantile, factor, resample_probability: resampleProbability };
}

function parameterOf(dimension: Dimension): Record<string, unknown> {
  switch (dimension.kind) {
    case 'constant':
      return { value: dimension.value };
    case 'choice':
      return {
        values: dimension.values,
        ...(dimension.probabilities === undefined ? {} : { probabilities: dimension.probabilities }),
        ...(dimension.ordered === undefined ? {} : { ordered: dimension.ordered }),
      };
    case 'normal': {
      const { mu, sigma, quantum } = dimension;
      const name = dimension.scale === 'log' ? 'log_normal' : 'normal';
      return quantum === undefined
        ? { distribution: name, mu, sigma }
        : { distribution: `q_${name}`, mu, sigma, q: quantum };
    }
    case 'beta': {
      const { a, b, quantum } = dimension;
      return quantum === undefined ? { distribution: 'beta', a, b } : { distribution: 'q_beta', a, b, q: quantum };
    }
    case 'int':
    case 'float': {
      const { min, max, quantum } = dimension;
      return quantum === undefined
        ? { distribution: rangeName(dimension), min, max }
        : { distribution: dimension.scale === 'log' ? 'q_log_uniform_values' : 'q_uniform', min, max, q: quantum };
    }
  }
}

function rangeName(dimension: Extract<Dimension, { kind: 'int' | 'float' }>): string {
  if (dimension.kind === 'int') return 'int_uniform';
  switch (dimension.scale) {
    case 'linear':
      return 'uniform';
    case 'log':
      return 'log_uniform_values';
    case 'inverse-log':
      return 'inv_log_uniform_values';
  }
}
