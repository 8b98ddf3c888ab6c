import type { RecipeEntry } from './catalog.ts';
import { nextDecisionStep } from './decisionStep.ts';
import { didYouMean } from './didYouMean.ts';
import { type EarlyTerminate, rungsOf } from './earlyTerminate.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import { mostSteps, settingIn } from './settings/setting.ts';
import { stopRules } from './settings/stopRules.ts';
import { sweepDefaults } from './sweepFileDefaults.ts';
import { type FieldReader, type ProblemList, showText } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';
import { endsOf, shortestTraining } from './sweepFileTraining.ts';

const types = Object.keys(stopRules) as EarlyTerminate['type'][];

interface Reading {
  readonly rule: FieldReader;
  readonly recipe: RecipeEntry | undefined;
  readonly parameters: Parameters;
  readonly metric: ResolvedSweep['metric'] | undefined;
  readonly problems: ProblemList;
}

/** `early_terminate`, in W&B's words (hyperband with min_iter or max_iter) or in steps; null when the file has none. */
export function readEarlyTerminate(
  fields: FieldReader,
  reading: Omit<Reading, 'rule'>,
): EarlyTerminate | null | undefined {
  if (!fields.has('early_terminate')) return null;
  const rule = fields.map('early_terminate', '{type: asha, min_steps: 500}');
  if (rule === undefined) return undefined;
  const { problems } = reading;
  if (!rule.has('type')) {
    problems.error(rule.place, rule.below('type'), 'The rule has no type.', `Add type: ${types.join(', ')}.`);
    return undefined;
  }
  const type = rule.oneOf('type', types);
  if (type === undefined) return undefined;
  const before = problems.errorCount;
  const read = readRule(type, { ...reading, rule });
  if (read !== undefined && problems.errorCount === before) refuseLateDecisions(read, { ...reading, rule });
  return problems.errorCount > before ? undefined : read;
}

function readRule(type: EarlyTerminate['type'], reading: Reading): EarlyTerminate | undefined {
  const { rule, metric, recipe, parameters, problems } = reading;
  const standard = sweepDefaults.earlyTerminate;
  switch (type) {
    case 'asha': {
      rule.refuseUnknown(['type', 'min_steps', 'max_steps', 'eta', 'mode']);
      const minSteps = need(rule, 'min_steps', problems);
      if (minSteps === undefined) return undefined;
      const maxSteps = numberOf(rule, type, 'max_steps') ?? null;
      const mode = rule.oneOf('mode', ['stop', 'promote']) ?? 'stop';
      return checkRungs({ type, minSteps, eta: readEta(rule), maxSteps, mode }, reading);
    }
    case 'hyperband': {
      rule.refuseUnknown(['type', 'min_steps', 'max_steps', 'eta', 'brackets', 'min_iter', 'max_iter', 's', 'strict']);
      const strict = rule.entry('strict');
      if (strict) problems.warn(strict, rule.below('strict'), 'strict is ignored.');
      return rule.has('min_iter') || rule.has('max_iter') ? readIterations(reading) : readHyperband(reading);
    }
    case 'median':
      rule.refuseUnknown(['type', 'grace_steps', 'min_trials']);
      return {
        type,
        graceSteps: numberOf(rule, type, 'grace_steps') ?? Math.round(shortestTraining(recipe, parameters) / 10),
        minTrials: numberOf(rule, type, 'min_trials') ?? standard.minTrials,
      };
    case 'threshold': {
      rule.refuseUnknown(['type', 'metric', 'above', 'below', 'at_step']);
      const name = rule.text('metric', { max: 200 }) ?? metric?.name;
      const names = recipe?.metrics.map((known) => known.name) ?? [];
      if (name !== undefined && recipe !== undefined && !names.includes(name)) {
        const message = `${recipe.name} reports no metric ${showText(name)}.`;
        problems.error(rule.at('metric'), rule.below('metric'), message, didYouMean(name, names));
      }
      const above = numberOf(rule, type, 'above') ?? null;
      const below = numberOf(rule, type, 'below') ?? null;
      if (!rule.has('above') && !rule.has('below')) {
        problems.error(rule.place, rule.path, 'A threshold needs above or below.', 'Add above: the value to stop at.');
      } else if (above !== null && below !== null && above <= below) {
        const message = `Every value lies above ${above} or below ${below}.`;
        problems.error(rule.at('above'), rule.below('above'), message, 'Swap above and below.');
      }
      return { type, metric: name ?? '', above, below, atStep: numberOf(rule, type, 'at_step') ?? 0 };
    }
    case 'patience': {
      rule.refuseUnknown(['type', 'steps', 'min_delta']);
      const steps = need(rule, 'steps', problems);
      const minDelta = numberOf(rule, type, 'min_delta') ?? 0;
      return steps === undefined ? undefined : { type, steps, minDelta };
    }
  }
}

function readHyperband(reading: Reading): EarlyTerminate | undefined {
  const { rule, problems } = reading;
  const minSteps = need(rule, 'min_steps', problems);
  const surplus = rule.entry('s');
  if (surplus) {
    const message = 's belongs to max_iter.';
    problems.error(surplus, rule.below('s'), message, 'Write brackets: the number of brackets.');
  }
  if (minSteps === undefined) return undefined;
  const maxSteps = numberOf(rule, 'hyperband', 'max_steps') ?? null;
  const brackets = numberOf(rule, 'hyperband', 'brackets') ?? sweepDefaults.earlyTerminate.brackets;
  return checkRungs({ type: 'hyperband', minSteps, eta: readEta(rule), brackets, maxSteps }, reading);
}

/**
 * W&B counts reports of the objective: rungs at min_iter · eta^k, or at max_iter / eta^k for k = 1 … s. What it calls
 * brackets are the rungs of one bracket.
 */
function readIterations(reading: Reading): EarlyTerminate | undefined {
  const { rule, problems } = reading;
  for (const key of ['min_steps', 'max_steps', 'brackets']) {
    const entry = rule.entry(key);
    if (entry) problems.error(entry, rule.below(key), `${key} does not go with min_iter or max_iter.`, 'Remove one.');
  }
  if (rule.has('min_iter') && rule.has('max_iter')) {
    problems.error(rule.at('max_iter'), rule.below('max_iter'), 'Give min_iter or max_iter, not both.', 'Remove one.');
    return undefined;
  }
  const every = stepsPerReport(reading);
  if (every === undefined) return undefined;
  const eta = readEta(rule);
  const common = { type: 'hyperband', eta, brackets: 1 } as const;
  const first = rule.integer('min_iter', { min: 1, max: mostSteps });
  if (first !== undefined) return checkRungs({ ...common, minSteps: first * every, maxSteps: null }, reading);
  const last = rule.integer('max_iter', { min: 2, max: mostSteps });
  const count = need(rule, 's', problems);
  if (last === undefined || count === undefined) return undefined;
  const maxSteps = Math.round((last * every) / eta);
  return checkRungs({ ...common, minSteps: Math.round((last * every) / eta ** count), maxSteps }, reading);
}

/** How many steps lie between two values of the objective. */
function stepsPerReport({ rule, metric, recipe, parameters, problems }: Reading): number | undefined {
  const key = metric?.name.startsWith('eval/') ? 'eval_every' : 'log_every';
  if (parameters.space.some(({ name }) => name === key)) {
    const message = `An iteration has no fixed number of steps, since ${key} varies.`;
    problems.error(rule.place, rule.path, message, 'Write min_steps in place of min_iter.');
    return undefined;
  }
  const standard = recipe?.hyperparameters.find(({ name }) => name === key)?.default;
  return Number(parameters.constants[key] ?? standard ?? 1);
}

function numberOf(rule: FieldReader, type: EarlyTerminate['type'], key: string): number | undefined {
  return rule.setting(settingIn(stopRules[type].settings, key));
}

function readEta(rule: FieldReader): number {
  return numberOf(rule, 'hyperband', 'eta') ?? sweepDefaults.earlyTerminate.eta;
}

function need(rule: FieldReader, key: string, problems: ProblemList): number | undefined {
  if (rule.has(key)) return rule.integer(key, { min: 1, max: mostSteps });
  problems.error(rule.place, rule.below(key), `This rule needs ${key}.`, `Add ${key}.`);
  return undefined;
}

/** A first rung that no trial reaches, or an empty list of rungs, would silently stop nothing. */
function checkRungs(halving: Extract<EarlyTerminate, { minSteps: number }>, reading: Reading): EarlyTerminate {
  const { rule, recipe, parameters, problems } = reading;
  const last = shortestTraining(recipe, parameters);
  const rungs = halving.minSteps < 1 ? undefined : rungsOf(halving, last);
  if (rungs?.length === 0) {
    const message = `No trial would be stopped: the first rung is at step ${halving.minSteps}, and a training has ${last} steps.`;
    problems.error(rule.place, rule.path, message, 'Begin earlier.');
  }
  return halving;
}

/** Of rules that judge at evaluations, as rungs are checked: none lies between where the rule begins and the end of any trial. */
function refuseLateDecisions(rule: EarlyTerminate, { rule: fields, recipe, parameters, problems }: Reading): void {
  if (rule.type === 'asha' || rule.type === 'hyperband') return;
  // A number that varies may be right for some trial, whatever it is for others.
  if (parameters.space.some(({ name }) => name === 'eval_every')) return;
  const { most: last } = endsOf('steps', recipe, parameters);
  const { least: evalEvery } = endsOf('eval_every', recipe, parameters);
  const first = nextDecisionStep(rule, { number: 1, lastStep: Number.POSITIVE_INFINITY, evalEvery }, 0);
  if (first === null || first < last) return;
  const message = `No trial would be stopped: the first evaluation that decides is at step ${first}, and a training has ${last} steps.`;
  const earlier = rule.type === 'patience' ? 'Write fewer steps' : 'Begin earlier';
  problems.error(fields.place, fields.path, message, `${earlier}, or evaluate more often: eval_every.`);
}
