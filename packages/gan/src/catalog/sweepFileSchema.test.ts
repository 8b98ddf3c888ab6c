import { readdirSync, readFileSync } from 'node:fs';
import { sweepFileJsonSchema } from '@seesaw/shared/jsonSchema';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import { sweepFileText } from '@seesaw/shared/sweepFileText';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalog } from './catalog.ts';
import { findContradictions } from './contradictions.ts';
import { packOf } from './packOf.ts';
import { resolveDataset } from './resolveDataset.ts';

const context = {
  catalog,
  findContradictions,
  packOf,
  resolveDataset: (name: string) => resolveDataset(name, () => true) ?? name,
};

/** Strict: an unknown keyword, a keyword that does not fit its type or a `required` without its property is an error. */
const fits = new Ajv({ strict: true, allErrors: true }).compile(sweepFileJsonSchema(catalog));

const folder = new URL('../../../../examples/', import.meta.url);
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));

/** Whether the schema and the parser take a file. */
function verdicts(text: string): { schema: boolean; parser: boolean } {
  return { schema: fits(parse(text)), parser: parseSweepFile(text, context).ok };
}

const file = (change: Record<string, string> = {}) =>
  Object.entries({
    recipe: 'ring-mlp',
    method: 'random',
    run_cap: '9',
    metric: '{ name: eval/score, goal: minimize }',
    parameters: '{ lr_d: { min: 0.001, max: 0.1 }, steps: { value: 2000 } }',
    ...change,
  })
    .map(([key, value]) => (value === '' ? '' : `${key}: ${value}\n`))
    .join('');

const parameters = (text: string) => file({ parameters: `{ ${text} }` });

test.each(examples)(
  'examples/%s fits the schema, and so does the file with every default that is made of it',
  (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(fits(parse(text)), JSON.stringify(fits.errors, null, 1)).toBe(true);
    const parsed = parseSweepFile(text, context);
    if (!parsed.ok) throw new Error(`${name} has problems`);
    expect(fits(parse(sweepFileText(parsed.sweep))), JSON.stringify(fits.errors, null, 1)).toBe(true);
  },
);

describe('schema and parser', () => {
  test.each([
    ['a file as short as can be', file()],
    ['a grid without run_cap', file({ method: 'grid', run_cap: '', parameters: '{ lr_d: { values: [0.1, 0.2] } }' })],
    ['asha', file({ early_terminate: '{ type: asha, min_steps: 100, eta: 4, mode: promote, max_steps: 900 }' })],
    ['hyperband', file({ early_terminate: '{ type: hyperband, min_steps: 100, brackets: 2 }' })],
    ['hyperband as W&B has it', file({ early_terminate: '{ type: hyperband, min_iter: 3, strict: true }' })],
    ['hyperband of W&B from its end', file({ early_terminate: '{ type: hyperband, max_iter: 27, s: 2, eta: 3 }' })],
    ['median', file({ early_terminate: '{ type: median }' })],
    ['threshold', file({ early_terminate: '{ type: threshold, metric: train/d_loss, above: 5, at_step: 9 }' })],
    ['patience', file({ early_terminate: '{ type: patience, steps: 500, min_delta: 0.01 }' })],
    ['pbt', file({ method: 'pbt', pbt: '{ every_steps: 100, quantile: 0.5, factor: 1.5, resample_probability: 0 }' })],
    ['repeats', file({ repeat_over: '[seed]', repeats: '3' })],
    ['repeats of W&B', file({ repeat_over: 'seed' })],
    ['repeats that race', file({ repeat_over: 'seed', race: '{ confidence: 0.99 }' })],
    ['repeats that do not', file({ repeat_over: 'seed', race: 'false' })],
    [
      'rules of checkpoints',
      file({ checkpoint: '{ every_steps: 100, keep: [latest, best, every: 200, { top_k: 3 }] }' }),
    ],
    ['limits', file({ max_hours: '0.5', max_failed: '3', max_failed_rate: '0.2', priority: '1', pool: 'gpu-2' })],
    ['groups', parameters('rates: { parameters: { lr_d: { value: 0.1 } } }, steps: { value: 9 }')],
    [
      'keys that start a program',
      file({ program: 'train.py', command: '[python, train.py]', controller: '{ type: local }' }),
    ],
    [
      'distributions and conditions',
      parameters(
        'loss: { values: [hinge, wgan-gp], probabilities: [0.2, 0.8] }, d_steps: { values: [1, 2], ordered: true }, ' +
          'gp_lambda: { distribution: q_log_uniform_values, min: 1, max: 100, q: 1, when: loss == "wgan-gp" }, ' +
          'lr_d: { distribution: log_normal, mu: -7, sigma: 0.1 }',
      ),
    ],
  ])('both take %s', (_what, text) => {
    const verdict = verdicts(text);
    expect(verdict, JSON.stringify([parse(text), fits.errors], null, 1)).toEqual({ schema: true, parser: true });
  });

  test.each([
    ['an unknown key', file({ recipy: 'ring-mlp' })],
    ['an unknown hyperparameter', parameters('batchsize: { value: 64 }')],
    ['an unknown recipe', file({ recipe: 'ring-mpl' })],
    ['an unknown data set', file({ dataset: 'rings' })],
    ['an unknown method', file({ method: 'annealing' })],
    ['no method', file({ method: '' })],
    ['no metric', file({ metric: '' })],
    ['a metric without a name', file({ metric: '{ goal: minimize }' })],
    ['a metric nobody reports', file({ metric: '{ name: eval/scoer }' })],
    ['a goal that is none', file({ metric: '{ name: eval/score, goal: least }' })],
    ['a target in words', file({ metric: '{ name: eval/score, target: low }' })],
    ['no parameters', file({ parameters: '' })],
    ['an empty list of parameters', file({ parameters: '{}' })],
    ['a bare number for a parameter', parameters('steps: 1200')],
    ['a text for a number', parameters('steps: { value: sixty }')],
    ['a number beyond the range of its hyperparameter', parameters('beta1: { value: 2 }')],
    ['a broken number for a count', parameters('d_steps: { value: 1.5 }')],
    ['a choice that there is not', parameters('loss: { values: [hinge, hing] }')],
    ['a value twice', parameters('loss: { values: [hinge, hinge] }')],
    ['an empty list of values', parameters('loss: { values: [] }')],
    ['a range of words', parameters('loss: { min: 1, max: 2 }')],
    ['an unknown distribution', parameters('lr_d: { distribution: log_unifrom, min: 0.1, max: 0.2 }')],
    ['an unknown key of a parameter', parameters('lr_d: { minimum: 0.1, max: 0.2 }')],
    ['a parameter that says nothing', parameters('lr_d: {}')],
    ['a group with something else', parameters('a: { parameters: { lr_d: { value: 0.1 } }, value: 3 }')],
    ['random without an end', file({ run_cap: '' })],
    ['no trial', file({ run_cap: '0' })],
    ['half a trial', file({ run_cap: '2.5' })],
    ['a negative seed', file({ seed: '-1' })],
    ['too many at once', file({ concurrency: '1001' })],
    ['a pool in capitals', file({ pool: 'GPU' })],
    ['a priority of 0', file({ priority: '0' })],
    ['no hours', file({ max_hours: '0' })],
    ['a share above 1', file({ max_failed_rate: '20' })],
    ['attempts of another name', file({ retry: '{ attempts: 3 }' })],
    ['a start that there is not', file({ retry: '{ from: middle }' })],
    ['repeats over something else', file({ repeat_over: '[lr_d]' })],
    ['repeats over nothing', file({ repeat_over: '[]' })],
    ['no repeat', file({ repeats: '0' })],
    ['a race with a confidence in percent', file({ repeat_over: 'seed', race: '{ confidence: 95 }' })],
    ['a race that is true', file({ repeat_over: 'seed', race: 'true' })],
    ['a rule without a type', file({ early_terminate: '{ min_steps: 5 }' })],
    ['an unknown rule', file({ early_terminate: '{ type: ahsa, min_steps: 5 }' })],
    ['asha without its first rung', file({ early_terminate: '{ type: asha }' })],
    ['an eta that stops nobody', file({ early_terminate: '{ type: asha, min_steps: 5, eta: 1 }' })],
    ['a mode of asha that there is not', file({ early_terminate: '{ type: asha, min_steps: 5, mode: halt }' })],
    ['hyperband of both kinds', file({ early_terminate: '{ type: hyperband, min_iter: 2, brackets: 3 }' })],
    ['hyperband of W&B without s', file({ early_terminate: '{ type: hyperband, max_iter: 27 }' })],
    ['a threshold without a limit', file({ early_terminate: '{ type: threshold }' })],
    ['a threshold on nothing', file({ early_terminate: '{ type: threshold, metric: d_los, above: 1 }' })],
    ['no patience', file({ early_terminate: '{ type: patience, steps: 0 }' })],
    ['a negative difference', file({ early_terminate: '{ type: patience, steps: 9, min_delta: -1 }' })],
    ['settings of pbt for another method', file({ pbt: '{ quantile: 0.25 }' })],
    ['pbt that replaces more than half', file({ method: 'pbt', pbt: '{ quantile: 0.6 }' })],
    ['pbt that changes nothing', file({ method: 'pbt', pbt: '{ factor: 1 }' })],
    ['pbt with a rule', file({ method: 'pbt', early_terminate: '{ type: median }' })],
    ['pbt with repeats', file({ method: 'pbt', repeats: '2' })],
    ['a checkpoint every 0 steps', file({ checkpoint: '{ every_steps: 0 }' })],
    ['no checkpoint kept', file({ checkpoint: '{ keep: 0 }' })],
    ['a rule of checkpoints that there is not', file({ checkpoint: '{ keep: [newest] }' })],
    ['no rule of checkpoints', file({ checkpoint: '{ keep: [] }' })],
    ['constraints that are no list', file({ constraints: 'lr_d < 1' })],
    ['a list instead of a file', '- 1\n'],
  ])('both refuse %s', (_what, text) => {
    expect(verdicts(text)).toEqual({ schema: false, parser: false });
  });

  /** docs/sweep-file.md lists them: they compare values, look into an expression, or depend on what else is set. */
  test.each([
    ['a bound above the other', parameters('lr_d: { min: 0.2, max: 0.1 }')],
    ['a logarithmic range that holds 0', parameters('lr_d: { distribution: log_uniform_values, min: 0, max: 0.1 }')],
    ['a distribution without its keys', parameters('lr_d: { distribution: normal, mu: 1 }')],
    ['keys of two distributions', parameters('lr_d: { value: 0.1, min: 0.1, max: 0.2 }')],
    ['bounds beyond the range of the hyperparameter', parameters('beta1: { min: 0.5, max: 2.5 }')],
    ['probabilities that are too few', parameters('loss: { values: [hinge, lsgan], probabilities: [1] }')],
    ['a grid over a continuous range', file({ method: 'grid' })],
    ['a hyperparameter of another recipe', file({ recipe: 'function', metric: '{ name: eval/score }' })],
    ['a metric of another recipe', file({ recipe: 'mnist-bce', metric: '{ name: eval/hq_share }' })],
    ['a metric of another data set', file({ recipe: 'mnist-bce', metric: '{ name: eval/modes }' })],
    ['a condition that cannot be read', parameters('lr_d: { value: 0.1, when: loss = hinge }')],
    ['a constraint that nothing fulfils', file({ constraints: '[lr_d > 5]' })],
    ['a first rung behind the last step', file({ early_terminate: '{ type: asha, min_steps: 5000 }' })],
    ['limits that leave nothing', file({ early_terminate: '{ type: threshold, above: 1, below: 2 }' })],
    ['pbt over a shape', file({ method: 'pbt', parameters: '{ width_d: { values: [32, 64] } }' })],
    [
      'a training seed that repeats set too',
      file({ repeat_over: '[seed]', parameters: '{ seed: { value: 1 }, lr_d: { min: 0.1, max: 0.2 } }' }),
    ],
    ['settings that contradict each other', parameters('order: { value: simultaneous }, d_steps: { value: 2 }')],
    ['text with control characters', file({ name: '"a\\tb"' })],
  ])('only the parser can tell %s', (_what, text) => {
    expect(verdicts(text)).toEqual({ schema: true, parser: false });
  });

  test('only the schema minds a text that YAML reads as a number: editors ask for quotes', () => {
    expect(verdicts(file({ name: '2026' }))).toEqual({ schema: false, parser: true });
  });
});
