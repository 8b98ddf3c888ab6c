import { didYouMean, nearestName } from './didYouMean.ts';
import { type Hyperparameter, misfit, type Scalar } from './hyperparameter.ts';
import type { Dimension } from './searchSpace.ts';
import { type DistributionForm, distributionNames, distributions, keysOf } from './sweepFileDistributions.ts';
import { FieldReader, type ProblemList, showText, showValue, spellingOf } from './sweepFileFields.ts';
import { readRange } from './sweepFileRange.ts';
import type { YamlEntry, YamlValue } from './yamlTree.ts';

export const parameterKeys = [
  ...[
    'value',
    'values',
    'probabilities',
    'ordered',
    'distribution',
    'min',
    'max',
    'q',
    'mu',
    'sigma',
    'a',
    'b',
    'when',
  ],
];

/** Keys that say nothing about the values of a parameter. */
const formlessKeys = ['distribution', 'when'];

/**
 * One entry below `parameters:` with its condition, still unread. `hyperparameter` is undefined where the recipe is
 * unknown: then only the form is checked. Undefined when something is wrong, which is reported.
 */
export function readParameter(
  { entry, path }: { readonly entry: YamlEntry; readonly path: string },
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): { dimension: Dimension; when: YamlValue | undefined } | undefined {
  const map = entry.value;
  if (map.kind !== 'map') {
    const suggestion =
      map.kind === 'list'
        ? 'Write values: […] below it.'
        : `Write ${entry.key}: {value: ${showValue(map)}} to set it, or {values: […]} to vary it.`;
    problems.error(map, path, `${entry.key}: expected a mapping, got ${showValue(map)}.`, suggestion);
    return undefined;
  }
  const fields = new FieldReader(map, path, problems);
  const before = problems.errorCount;
  fields.refuseUnknown(parameterKeys);
  const form = formOf(fields, entry.key, problems);
  if (form === undefined) return undefined;
  const expected = keysOf(form);
  for (const { key, ...at } of fields.entries) {
    if (formlessKeys.includes(key) || !parameterKeys.includes(key) || expected.includes(key)) continue;
    problems.error(
      at,
      fields.below(key),
      `${key} does not fit here: this parameter is given by ${expected.join(', ')}.`,
    );
  }
  const dimension = readForm(form, fields, hyperparameter, problems);
  if (dimension === undefined || problems.errorCount > before) return undefined;
  return { dimension, when: fields.entry('when')?.value };
}

/** The distribution that is named, or the one that the keys imply (the rules of W&B). */
function formOf(fields: FieldReader, name: string, problems: ProblemList): DistributionForm | undefined {
  const named = fields.entry('distribution');
  if (named !== undefined) {
    const typed = named.value.kind === 'scalar' ? String(named.value.value) : '';
    const form = Object.hasOwn(distributions, typed) ? distributions[typed] : undefined;
    if (form !== undefined) return form;
    problems.error(
      named.value,
      fields.below('distribution'),
      `Unknown distribution ${showValue(named.value)}.`,
      didYouMean(typed, distributionNames),
    );
    return undefined;
  }
  if (fields.has('value')) return { kind: 'constant' };
  if (fields.has('values')) return { kind: 'categorical' };
  if (fields.has('min') && fields.has('max')) {
    const whole = isWholeNumber(fields.entry('min')?.value) && isWholeNumber(fields.entry('max')?.value);
    return { kind: 'range', whole, scale: 'linear', bounds: 'value', quantized: false };
  }
  if (fields.has('min') || fields.has('max')) {
    const [given, missing] = fields.has('min') ? ['min', 'max'] : ['max', 'min'];
    problems.error(fields.place, fields.path, `${name} has ${given} but no ${missing}.`, `Add ${missing}.`);
  } else if (fields.has('mu') || fields.has('sigma')) {
    problems.error(
      fields.place,
      fields.path,
      `${name} has mu or sigma but no distribution.`,
      'Add distribution: normal.',
    );
  } else {
    problems.error(
      fields.place,
      fields.path,
      `${name} says nothing about its values.`,
      'Give it value, values, min and max, or a distribution.',
    );
  }
  return undefined;
}

function readForm(
  form: DistributionForm,
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Dimension | undefined {
  switch (form.kind) {
    case 'constant': {
      const entry = fields.entry('value');
      if (entry === undefined) {
        problems.error(fields.place, fields.path, 'A constant needs a value.', 'Add value.');
        return undefined;
      }
      const value = readScalar(entry.value, fields.below('value'), hyperparameter, problems);
      return value === undefined ? undefined : { kind: 'constant', value };
    }
    case 'categorical':
      return readChoice(fields, hyperparameter, problems);
    case 'range':
    case 'normal':
    case 'beta':
      if (hyperparameter?.kind === 'choice' || hyperparameter?.kind === 'boolean') {
        const choices = hyperparameter.kind === 'choice' ? hyperparameter.choices.join(', ') : 'true, false';
        problems.error(
          fields.place,
          fields.path,
          `${hyperparameter.name} is no number: it takes one of ${choices}.`,
          `Write values: [${choices}].`,
        );
        return undefined;
      }
      return readRange(form, fields, hyperparameter, problems);
  }
}

function readChoice(
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Dimension | undefined {
  if (!fields.has('values')) {
    problems.error(fields.place, fields.path, 'A categorical parameter needs values.', 'Add values: […].');
    return undefined;
  }
  const list = fields.list('values');
  if (list === undefined) return undefined;
  const path = fields.below('values');
  if (list.items.length === 0) {
    problems.error(list, path, 'values is empty.', 'List at least one value.');
    return undefined;
  }
  const values: Scalar[] = [];
  const seen = new Set<Scalar>();
  for (const [i, item] of list.items.entries()) {
    const value = readScalar(item, `${path}[${i}]`, hyperparameter, problems);
    if (value === undefined) continue;
    if (seen.has(value)) {
      problems.error(item, `${path}[${i}]`, `${showValue(item)} stands here twice.`, 'List every value once.');
    }
    seen.add(value);
    values.push(value);
  }
  const probabilities = readProbabilities(fields, list.items.length, problems);
  const ordered = fields.flag('ordered');
  return {
    kind: 'choice',
    values,
    ...(probabilities === undefined ? {} : { probabilities }),
    ...(ordered === undefined ? {} : { ordered }),
  };
}

function readProbabilities(fields: FieldReader, count: number, problems: ProblemList): number[] | undefined {
  const list = fields.list('probabilities');
  if (list === undefined) return undefined;
  const path = fields.below('probabilities');
  const numbers = list.items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'number' && item.value >= 0 && item.value <= 1 ? [item.value] : [],
  );
  const sum = numbers.reduce((a, b) => a + b, 0);
  if (numbers.length !== list.items.length) {
    problems.error(list, path, 'probabilities: expected numbers from 0 to 1.');
  } else if (numbers.length !== count) {
    problems.error(
      list,
      path,
      `There are ${count} values but ${numbers.length} probabilities.`,
      'Give one for each value.',
    );
  } else if (Math.abs(sum - 1) > 1e-6) {
    problems.error(list, path, `The probabilities add up to ${Number(sum.toPrecision(6))}.`, 'Make them add up to 1.');
  }
  return numbers;
}

function readScalar(
  value: YamlValue,
  path: string,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Scalar | undefined {
  const scalar = value.kind === 'scalar' ? value.value : null;
  if (scalar === null || (typeof scalar === 'number' && !Number.isFinite(scalar))) {
    const what = hyperparameter === undefined ? 'a number, a text, true or false' : rangeText(hyperparameter);
    problems.error(value, path, `Expected ${what}, got ${showValue(value)}.`);
    return undefined;
  }
  const reason = hyperparameter === undefined ? undefined : misfit(hyperparameter, scalar);
  if (reason === undefined || hyperparameter === undefined) return scalar;
  if (hyperparameter.kind === 'choice' && typeof scalar === 'string') {
    const nearest = nearestName(scalar, hyperparameter.choices);
    problems.error(
      value,
      path,
      `Unknown ${hyperparameter.name} ${showText(scalar)}: expected one of ${hyperparameter.choices.join(', ')}.`,
      nearest && `Did you mean ${nearest}?`,
    );
  } else {
    problems.error(value, path, `${hyperparameter.name}: ${reason}.`, spellingOf(value));
  }
  return undefined;
}

function rangeText(hyperparameter: Hyperparameter): string {
  switch (hyperparameter.kind) {
    case 'choice':
      return `one of ${hyperparameter.choices.join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'int':
      return `a whole number from ${hyperparameter.min} to ${hyperparameter.max}`;
    case 'float':
      return `a number from ${hyperparameter.min} to ${hyperparameter.max}`;
  }
}

/** `1` is whole, `1.0` and `1e0` are not: the rule by which W&B tells int_uniform from uniform. */
function isWholeNumber(value: YamlValue | undefined): boolean {
  return (
    value?.kind === 'scalar' &&
    typeof value.value === 'number' &&
    /^[-+]?(\d+|0x[0-9a-f]+|0o[0-7]+)$/i.test(value.source)
  );
}
