import type { Catalog, DatasetEntry, MetricEntry } from './catalog.ts';
import { datasetPattern } from './datasetName.ts';
import { maxExpressionLength } from './expression/parseExpression.ts';
import type { Hyperparameter } from './hyperparameter.ts';
import { mostObjectives } from './objective.ts';
import { methodsOfSeveralObjectives, searchMethods } from './searchSpace.ts';
import { checkpointEvery, keepNewest, keepRules } from './settings/checkpointSettings.ts';
import { retrySettings, runningSettings } from './settings/runningSettings.ts';
import {
  methodReasons,
  metricTarget,
  pbtSettings,
  raceConfidence,
  repeats,
  runCap,
  searchSeed,
} from './settings/searchSettings.ts';
import type { Setting } from './settings/setting.ts';
import { stopRules } from './settings/stopRules.ts';
import { ignoredKeys } from './sweepFileDefaults.ts';
import { distributionNames } from './sweepFileDistributions.ts';
import { mostWarmPoints, mostWarmSweeps } from './sweepFileWarmStart.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 7, which every editor's YAML support reads) of a sweep file, with the names and reasons of the
 * catalog. It accepts what the parser accepts, and some of what it refuses: rules between keys are the parser's.
 */
export function sweepFileJsonSchema(catalog: Catalog): JsonSchema {
  const metrics = new Map(catalog.recipes.flatMap((recipe) => recipe.metrics.map((metric) => [metric.name, metric])));
  const ignored = { description: 'Ignored: a trial without a value counts as the worst.' };
  const objective = {
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: {
      name: named(
        [...metrics.values()].map(({ name, label, why }) => ({ name, title: `${label}. ${why}` })),
        '',
      ),
      goal: { enum: ['minimize', 'maximize'], default: 'minimize' },
      impute: ignored,
      impute_while_running: ignored,
    },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Seesaw sweep file',
    description:
      'A search over the balance of a generative adversarial network. A W&B sweep.yaml is accepted as it is.',
    type: 'object',
    additionalProperties: false,
    required: ['method', 'parameters'],
    ...betweenKeys,
    properties: {
      name: { type: 'string', maxLength: 120, description: 'Shown everywhere; need not be unique.' },
      description: { type: 'string', maxLength: 10_000 },
      recipe: named(catalog.recipes, 'The complete base configuration that the sweep varies.'),
      dataset: {
        description: 'What is trained on; the default is the recipe’s own.',
        anyOf: [
          { enum: [...new Set(catalog.datasets.filter(isWhole).flatMap(({ name, aliases }) => [name, ...aliases]))] },
          ...catalog.datasets
            .filter((dataset) => !isWhole(dataset))
            .map(({ name, source }) => ({ type: 'string', pattern: datasetPattern(name), description: source })),
        ],
      },
      method: {
        description: 'Who chooses the points.',
        oneOf: searchMethods.map((method) => ({ const: method, description: methodReasons[method] })),
      },
      metric: {
        ...objective,
        description: 'What decides which trial is best.',
        properties: { ...objective.properties, target: ofSetting(metricTarget) },
      },
      metrics: {
        type: 'array',
        minItems: 2,
        maxItems: mostObjectives,
        items: objective,
        description: `Several objectives in place of metric; for the methods ${methodsOfSeveralObjectives.join(', ')}.`,
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
      run_cap: ofSetting(runCap),
      seed: ofSetting(searchSeed),
      ...properties(runningSettings),
      retry: {
        type: 'object',
        additionalProperties: false,
        description: 'What happens to a trial whose trainer fails.',
        properties: properties(retrySettings),
      },
      repeat_over: {
        description: 'Every point is trained on several training seeds.',
        oneOf: [{ const: 'seed' }, { type: 'array', items: { const: 'seed' }, minItems: 1 }],
      },
      repeats: ofSetting(repeats),
      race: {
        description: 'When the remaining repeats of a point are skipped; false = never.',
        oneOf: [
          { const: false },
          { type: 'object', additionalProperties: false, properties: properties([raceConfidence]) },
        ],
      },
      warm_start: {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        description: 'What the search begins with.',
        properties: {
          points: {
            type: 'array',
            maxItems: mostWarmPoints,
            description: 'Points that are run first.',
            items: {
              type: 'object',
              additionalProperties: false,
              properties: Object.fromEntries(
                [...allHyperparameters(catalog)].map(([name, one]) => [name, allowedValue(one)]),
              ),
            },
          },
          sweeps: {
            type: 'array',
            maxItems: mostWarmSweeps,
            description: 'Ids of sweeps whose results are known from the start, to tpe, gp, cmaes, nsga2 and bayes.',
            items: { type: 'string', pattern: '^[a-z0-9]{1,40}$' },
          },
        },
      },
      early_terminate: earlyTerminate(metrics),
      pbt: {
        type: 'object',
        additionalProperties: false,
        description: 'Settings of method: pbt.',
        properties: properties(pbtSettings),
      },
      checkpoint: {
        type: 'object',
        additionalProperties: false,
        description: 'How often the state of a training is saved, and what of it stays.',
        properties: {
          every_steps: ofSetting(checkpointEvery),
          keep: {
            description: 'So many of the newest, or rules of which one is enough.',
            default: keepNewest.default,
            oneOf: [
              ofSetting(keepNewest),
              {
                type: 'array',
                minItems: 1,
                items: {
                  oneOf: [
                    { enum: ['latest', 'best'] },
                    { type: 'object', additionalProperties: false, properties: properties(keepRules) },
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

const count = whole(1, 10_000_000);

/** One form for each type; hyperband has W&B's beside its own. */
function earlyTerminate(metrics: ReadonlyMap<string, MetricEntry>): JsonSchema {
  const own = Object.entries(stopRules).map(([type, { why, settings }]) => {
    const needed = settings.filter(({ isNeeded }) => isNeeded).map(({ key }) => key);
    const form = { ...rule(type, properties(settings), needed), description: why };
    if (type !== 'threshold') return form;
    const metric = { ...form.properties.metric, enum: [...metrics.keys()] };
    const limits = ['above', 'below'].map((key) => ({ required: [key], properties: { [key]: true } }));
    return { ...form, properties: { ...form.properties, metric }, anyOf: limits };
  });
  const eta = properties(stopRules.hyperband.settings).eta ?? {};
  return {
    description: 'When a trial ends before its last step.',
    oneOf: [
      ...own,
      rule('hyperband', { min_iter: count, eta, strict: {} }, ['min_iter']),
      rule('hyperband', { max_iter: whole(2, 10_000_000), s: count, eta, strict: {} }, ['max_iter', 's']),
    ],
  };
}

function rule(type: string, properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]) {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['type', ...required],
    properties: { type: { const: type }, ...properties } as Readonly<Record<string, JsonSchema>>,
  };
}

/** What a schema can say of keys that need or exclude each other. */
const betweenKeys = {
  if: { properties: { method: { const: 'grid' } } },
  else: { required: ['run_cap'], properties: { run_cap: true } },
  oneOf: [
    { required: ['metric'], properties: { metric: true } },
    { required: ['metrics'], properties: { metrics: true } },
  ],
  allOf: [
    {
      if: { properties: { method: { const: 'pbt' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { early_terminate: false, repeat_over: false, repeats: false } },
      else: { properties: { pbt: false } },
    },
  ],
} as const;

function properties(settings: readonly Setting[]): Record<string, JsonSchema> {
  return Object.fromEntries(settings.map((setting) => [setting.key, ofSetting(setting)]));
}

function ofSetting(setting: Setting): JsonSchema {
  const { unit, why, defaultInWords } = setting;
  const standard = defaultInWords === undefined ? '' : ` Default: ${defaultInWords}.`;
  const text = {
    description: `${why}${unit === '' ? '' : ` In ${unit}.`}${standard}`,
    ...(setting.default === undefined ? {} : { default: setting.default }),
  };
  switch (setting.kind) {
    case 'choice':
      return { ...text, enum: [...setting.choices] };
    case 'text':
      return {
        ...text,
        type: 'string',
        ...(setting.of === 'pool' ? { pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 63 } : {}),
      };
    default: {
      const { min, max, isAboveMin, orWord } = setting;
      const number = {
        type: setting.kind === 'int' ? 'integer' : 'number',
        ...(min === undefined ? {} : isAboveMin ? { exclusiveMinimum: min } : { minimum: min }),
        ...(max === undefined ? {} : { maximum: max }),
      };
      return { ...text, ...(orWord === undefined ? number : { oneOf: [{ const: orWord }, number] }) };
    }
  }
}

/** Named without a folder. */
function isWhole({ inFolder }: DatasetEntry): boolean {
  return inFolder === undefined;
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
