import { stringify } from 'yaml';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Dimension } from './searchSpace.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';

/**
 * A resolved sweep as a sweep file that reads back to exactly the same sweep: every default is written out, so it means
 * the same after defaults have changed. `log_uniform` and the like come out in their `_values` form.
 */
export function sweepFileText(sweep: ResolvedSweep): string {
  const { metric, retry, checkpoint } = sweep;
  const parameters: Record<string, unknown> = {};
  for (const { name, dimension } of sweep.space) parameters[name] = parameterOf(dimension);
  for (const [name, value] of Object.entries(sweep.base)) parameters[name] = { value };
  const file = {
    name: sweep.name,
    ...(sweep.description === '' ? {} : { description: sweep.description }),
    recipe: sweep.recipe,
    dataset: sweep.dataset,
    method: sweep.method,
    metric,
    parameters,
    run_cap: Math.max(1, sweep.plannedTrials - (sweep.handPicked?.length ?? 0)),
    seed: sweep.seed,
    concurrency: sweep.concurrency,
    ...(sweep.pool === sweepDefaults.pool ? {} : { pool: sweep.pool }),
    ...(sweep.priority === undefined ? {} : { priority: sweep.priority }),
    retry: { max_attempts: retry.maxAttempts, from: retry.from },
    ...(sweep.maxFailed === null ? {} : { max_failed: sweep.maxFailed }),
    checkpoint: { every_steps: checkpoint.everySteps, keep: checkpoint.keep },
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false, flowCollectionPadding: false });
}

function parameterOf(dimension: Dimension): Record<string, unknown> {
  switch (dimension.kind) {
    case 'constant':
      return { value: dimension.value };
    case 'choice':
      return {
        values: dimension.values,
        ...(dimension.probabilities === undefined ? {} : { probabilities: dimension.probabilities }),
      };
    case 'normal': {
      const { mu, sigma, quantum } = dimension;
      const name = dimension.scale === 'log' ? 'log_normal' : 'normal';
      return quantum === undefined
        ? { distribution: name, mu, sigma }
        : { distribution: `q_${name}`, mu, sigma, q: quantum };
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
