import type { Catalog } from './catalog.ts';
import { maxExpressionLength } from './expression/parseExpression.ts';
import type { Hyperparameter } from './hyperparameter.ts';
import { searchMethods } from './searchSpace.ts';
import { ignoredKeys, maxRunCap, sweepDefaults } from './sweepFileDefaults.ts';
import { distributionNames } from './sweepFileDistributions.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 7, which every editor's YAML support reads) of a sweep file, with the names and reasons of the
 * catalog. It accepts what the parser accepts, and some of what it refuses: rules between keys are the parser's.
 */
export function sweepFileJsonSchema(catalog: Catalog): JsonSchema {
  const metrics = new Map(catalog.recipes.flatMap((recipe) => recipe.metrics.map((metric) => [metric.name, metric])));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Seesaw sweep file',
    description:
      'A search over the balance of a generative adversarial network. A W&B sweep.yaml is accepted as it is.',
    type: 'object',
    additionalProperties: false,
    required: ['method', 'metric', 'parameters'],
    properties: {
      name: { type: 'string', maxLength: 120, description: 'Shown everywhere; need not be unique.' },
      description: { type: 'string', maxLength: 10_000 },
      recipe: named(catalog.recipes, 'The complete base configuration that the sweep varies.'),
      dataset: {
        description: 'What is trained on; the default is the recipe’s own.',
        enum: [...new Set(catalog.datasets.flatMap((dataset) => [dataset.name, ...dataset.aliases]))],
      },
      method: {
        enum: [...searchMethods],
        description: 'grid walks every combination; every other method needs run_cap, the number of trials.',
      },
      metric: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        description: 'What decides which trial is best.',
        properties: {
          name: named(
            [...metrics.values()].map(({ name, label, why }) => ({ name, title: `${label}. ${why}` })),
            '',
          ),
          goal: { enum: ['minimize', 'maximize'], default: 'minimize' },
          target: { type: 'number', description: 'The value to reach.' },
          impute: { description: 'Ignored: a trial without a value counts as the worst.' },
          impute_while_running: { description: 'Ignored: a trial without a value counts as the worst.' },
        },
      },
      parameters: {
        type: 'object',
        minProperties: 1,
        description: 'Hyperparameters that are set (value) or varied (values, min and max, a distribution).',
        additionalProperties: {
          type: 'object',
          additionalProperties: false,
          required: ['parameters'],
          description: 'A group: it puts parameters together for the reader, nothing else.',
          properties: { parameters: { $ref: '#/properties/parameters' } },
        },
        properties: Object.fromEntries([...allHyperparameters(catalog)].map(([name, one]) => [name, parameter(one)])),
      },
      constraints: {
        type: 'array',
        items: { type: 'string', maxLength: maxExpressionLength },
        description: 'Conditions that every trial satisfies, e.g. lr_d * lr_ratio < 0.01.',
      },
      run_cap: { ...whole(1, maxRunCap), description: 'How many trials; random search needs it.' },
      seed: { ...whole(0, 4_294_967_295), default: sweepDefaults.seed, description: 'Same seed, same trials.' },
      concurrency: {
        ...whole(1, 1000),
        default: sweepDefaults.concurrency,
        description: 'Trials at once; those beyond the free slots wait.',
      },
      pool: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 63, default: sweepDefaults.pool },
      priority: {
        ...whole(1, 5),
        default: sweepDefaults.priority,
        description: '1 is served first, 5 last; equal ones share the slots of their pool.',
      },
      retry: {
        type: 'object',
        additionalProperties: false,
        description: 'What happens to a trial whose trainer fails.',
        properties: {
          max_attempts: { ...whole(1, 100), default: sweepDefaults.retry.maxAttempts },
          from: { enum: ['checkpoint', 'scratch'], default: sweepDefaults.retry.from },
        },
      },
      max_failed: { ...whole(1, maxRunCap), description: 'Failed trials after which the sweep itself fails.' },
      max_failed_rate: {
        type: 'number',
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'Share of failed among ended trials, from ten ended ones on, at which the sweep itself fails.',
      },
      max_hours: {
        type: 'number',
        exclusiveMinimum: 0,
        maximum: 8760,
        description: 'Hours after which the sweep starts no more trials.',
      },
      repeat_over: {
        description: 'Every point is trained on several training seeds.',
        oneOf: [{ const: 'seed' }, { type: 'array', items: { const: 'seed' }, minItems: 1, maxItems: 1 }],
      },
      repeats: {
        ...whole(1, 100),
        description: `Seeds per point; ${sweepDefaults.repeats} where only repeat_over is set.`,
      },
      early_terminate: earlyTerminate,
      pbt: {
        type: 'object',
        additionalProperties: false,
        description: 'Settings of method: pbt.',
        properties: {
          every_steps: whole(1, 10_000_000),
          quantile: { type: 'number', exclusiveMinimum: 0, maximum: 0.5, default: sweepDefaults.pbt.quantile },
          factor: { type: 'number', exclusiveMinimum: 1, maximum: 10, default: sweepDefaults.pbt.factor },
          resample_probability: {
            type: 'number',
            minimum: 0,
            maximum: 1,
            default: sweepDefaults.pbt.resampleProbability,
          },
        },
      },
      checkpoint: {
        type: 'object',
        additionalProperties: false,
        properties: {
          every_steps: { ...whole(1, 10_000_000), description: 'Default: a tenth of the training.' },
          keep: {
            description: 'So many of the newest, or rules of which one is enough.',
            default: sweepDefaults.checkpoint.keep,
            oneOf: [
              whole(1, 1000),
              {
                type: 'array',
                minItems: 1,
                items: {
                  oneOf: [
                    { enum: ['latest', 'best'] },
                    {
                      type: 'object',
                      additionalProperties: false,
                      minProperties: 1,
                      properties: {
                        every: { ...whole(1, 10_000_000), description: 'Those at multiples of so many steps.' },
                        top_k: {
                          ...whole(1, 1_000_000),
                          description: 'In the end only of so many of the best trials.',
                        },
                      },
                    },
                  ],
                },
              },
            ],
          },
        },
      },
      ...Object.fromEntries(ignoredKeys.map((key) => [key, { description: 'Ignored: Seesaw starts no program.' }])),
    },
  };
}

const eta = { type: 'number', minimum: 1.1, maximum: 100, default: sweepDefaults.earlyTerminate.eta };
const count = whole(1, 10_000_000);

/** One form for each type; hyperband has W&B's beside its own. */
const earlyTerminate: JsonSchema = {
  description: 'When a trial ends before its last step.',
  oneOf: [
    rule('asha', { min_steps: count, max_steps: count, eta, mode: { enum: ['stop', 'promote'], default: 'stop' } }, [
      'min_steps',
    ]),
    rule('hyperband', { min_steps: count, max_steps: count, eta, brackets: whole(1, 20) }, ['min_steps']),
    rule('hyperband', { min_iter: count, eta, strict: {} }, ['min_iter']),
    rule('hyperband', { max_iter: count, s: count, eta, strict: {} }, ['max_iter', 's']),
    rule('median', { grace_steps: whole(0, 10_000_000), min_trials: whole(1, 10_000) }),
    rule('threshold', {
      metric: { type: 'string' },
      above: { type: 'number' },
      below: { type: 'number' },
      at_step: whole(0, 10_000_000),
    }),
    rule('patience', { steps: count, min_delta: { type: 'number', minimum: 0 } }, ['steps']),
  ],
};

function rule(type: string, properties: Record<string, unknown>, required: readonly string[] = []): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['type', ...required],
    properties: { type: { const: type }, ...properties },
  };
}

/** Of all recipes; the first one's default stands for the others. */
function allHyperparameters(catalog: Catalog): Map<string, Hyperparameter> {
  const all = new Map<string, Hyperparameter>();
  for (const recipe of catalog.recipes) {
    for (const one of recipe.hyperparameters) if (!all.has(one.name)) all.set(one.name, one);
  }
  return all;
}

function parameter(one: Hyperparameter): JsonSchema {
  const value = allowedValue(one);
  const unit = one.unit === '' ? '' : ` In ${one.unit}.`;
  const numeric = one.kind === 'int' || one.kind === 'float';
  return {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    description: `${one.why}${unit}`,
    properties: {
      value,
      values: { type: 'array', minItems: 1, uniqueItems: true, items: value },
      probabilities: { type: 'array', items: { type: 'number', minimum: 0, maximum: 1 } },
      ordered: { type: 'boolean', description: 'The values stand in a meaningful order: neighbours are alike.' },
      when: {
        type: 'string',
        maxLength: maxExpressionLength,
        description: 'Used only where this holds, e.g. loss == "wgan-gp"; elsewhere the default of the recipe applies.',
      },
      distribution: {
        enum: numeric ? [...distributionNames] : ['constant', 'categorical', 'categorical_w_probabilities'],
      },
      ...(numeric ? numbers(['min', 'max', 'mu', 'sigma', 'a', 'b', 'q']) : {}),
    },
  };
}

function allowedValue(one: Hyperparameter): JsonSchema {
  switch (one.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return { enum: [...one.choices] };
    case 'int':
      return { type: 'integer', minimum: one.min, maximum: one.max };
    case 'float':
      return { type: 'number', minimum: one.min, maximum: one.max };
  }
}

function numbers(keys: readonly string[]): JsonSchema {
  return Object.fromEntries(keys.map((key) => [key, { type: 'number' }]));
}

function whole(minimum: number, maximum: number): JsonSchema {
  return { type: 'integer', minimum, maximum };
}

function named(entries: readonly { readonly name: string; readonly title: string }[], description: string): JsonSchema {
  return { description, oneOf: entries.map(({ name, title }) => ({ const: name, description: title })) };
}
