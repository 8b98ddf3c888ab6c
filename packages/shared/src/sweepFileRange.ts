import type { Hyperparameter } from './hyperparameter.ts';
import type { Dimension } from './searchSpace.ts';
import type { DistributionForm } from './sweepFileDistributions.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';

type RangeForm = Extract<DistributionForm, { kind: 'range' }>;
type NormalForm = Extract<DistributionForm, { kind: 'normal' }>;
type BetaForm = Extract<DistributionForm, { kind: 'beta' }>;

/** A draw further out than this many sigma happens less than twice in a thousand million. */
const reachInSigma = 6;

/** Beyond this a beta distribution is a spike. */
const steepestBeta = 10_000;

/** Bounds as values, checked against the hyperparameter's own range. */
export function readRange(
  form: RangeForm | NormalForm | BetaForm,
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Dimension | undefined {
  switch (form.kind) {
    case 'range':
      return readBounds(form, fields, hyperparameter, problems);
    case 'normal':
      return readNormal(form, fields, hyperparameter, problems);
    case 'beta':
      return readBeta(form, fields, hyperparameter, problems);
  }
}

function readBounds(
  form: RangeForm,
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Dimension | undefined {
  for (const key of ['min', 'max']) {
    if (!fields.has(key)) problems.error(fields.place, fields.path, `This distribution needs ${key}.`, `Add ${key}.`);
  }
  const writtenMin = fields.number('min');
  const writtenMax = fields.number('max');
  const quantum = readQuantum(form.quantized, fields, problems);
  if (writtenMin === undefined || writtenMax === undefined) return undefined;
  if (writtenMin >= writtenMax) {
    problems.error(
      fields.at('min'),
      fields.below('min'),
      `The range is empty: min ${writtenMin} is not below max ${writtenMax}.`,
      writtenMin === writtenMax ? `Write value: ${writtenMin}.` : 'Swap min and max.',
    );
    return undefined;
  }
  if (form.scale !== 'linear' && form.bounds === 'value' && writtenMin <= 0) {
    problems.error(
      fields.at('min'),
      fields.below('min'),
      `A logarithmic range must lie above 0, but min is ${writtenMin}.`,
      'Use a small positive min, or distribution: uniform.',
    );
    return undefined;
  }
  const reversed = form.bounds === 'exponent' && form.scale === 'inverse-log';
  const [low, high] = reversed ? [-writtenMax, -writtenMin] : [writtenMin, writtenMax];
  const bounds = form.bounds === 'exponent' ? { min: Math.exp(low), max: Math.exp(high) } : { min: low, max: high };
  if (form.bounds === 'exponent' && writtenMin > 0 && writtenMax <= 1) {
    problems.warn(
      fields.at('min'),
      fields.below('min'),
      `The bounds of this distribution are exponents of e: it draws from ${short(bounds.min)} to ${short(bounds.max)}.`,
      'Use log_uniform_values if the bounds are meant as values.',
    );
  }
  const fitted = fitIntoRange(form, bounds, fields, hyperparameter, problems);
  if (fitted === undefined) return undefined;
  if (fitted.min >= fitted.max) {
    const end = short(fitted.min);
    problems.error(fields.at('min'), fields.below('min'), `The range is empty: both ends come to ${end}.`, 'Widen it.');
    return undefined;
  }
  if (quantum !== undefined && quantum > fitted.max - fitted.min) {
    problems.error(
      fields.at('q'),
      fields.below('q'),
      `q ${quantum} is wider than the range itself.`,
      'Use a smaller q.',
    );
    return undefined;
  }
  if (hyperparameter?.kind === 'int') return wholeRange(form, fitted, quantum, fields, hyperparameter, problems);
  if (form.whole) {
    if (hyperparameter !== undefined && !fields.has('distribution')) {
      problems.warn(
        fields.at('min'),
        fields.below('min'),
        `Both bounds are whole, so only whole numbers are drawn (as in W&B).`,
        `Write min: ${fitted.min}.0 for a continuous range.`,
      );
    }
    return wholeRange(form, fitted, quantum, fields, hyperparameter, problems);
  }
  return { kind: 'float', ...fitted, scale: form.scale, ...(quantum === undefined ? {} : { quantum }) };
}

function wholeRange(
  form: RangeForm,
  bounds: { min: number; max: number },
  quantum: number | undefined,
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Dimension | undefined {
  const name = hyperparameter?.name ?? 'this parameter';
  if (form.scale === 'inverse-log' || (!form.whole && quantum === undefined)) {
    problems.error(
      fields.place,
      fields.path,
      `${name} takes whole numbers, but this distribution draws fractions.`,
      form.scale === 'linear'
        ? 'Use distribution: int_uniform with whole bounds.'
        : 'Use distribution: q_log_uniform_values with q: 1.',
    );
    return undefined;
  }
  if (quantum !== undefined && !Number.isInteger(quantum)) {
    problems.error(
      fields.at('q'),
      fields.below('q'),
      `${name} takes whole numbers, but q is ${quantum}.`,
      'Use a whole q.',
    );
    return undefined;
  }
  // Bounds that come from exponents are hardly ever whole: take the whole numbers between them.
  const slack = 1e-5;
  const inside =
    form.bounds === 'exponent'
      ? { min: Math.ceil(bounds.min * (1 - slack)), max: Math.floor(bounds.max * (1 + slack)) }
      : bounds;
  for (const key of ['min', 'max'] as const) {
    if (Number.isInteger(inside[key])) continue;
    problems.error(fields.at(key), fields.below(key), `${name} takes whole numbers, but ${key} is ${inside[key]}.`);
  }
  if (inside.min >= inside.max) {
    problems.error(fields.place, fields.path, `No two whole numbers lie in this range.`, 'Widen it.');
    return undefined;
  }
  const scale = form.scale === 'log' ? 'log' : 'linear';
  return { kind: 'int', ...inside, scale, ...(quantum === undefined ? {} : { quantum }) };
}

function readNormal(
  form: NormalForm,
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Dimension | undefined {
  const mu = fields.has('mu') ? fields.number('mu') : 0;
  const sigma = fields.has('sigma') ? fields.number('sigma') : 1;
  const quantum = readQuantum(form.quantized, fields, problems);
  if (mu === undefined || sigma === undefined) return undefined;
  if (sigma <= 0) {
    const message = `sigma must be above 0, got ${sigma}.`;
    problems.error(fields.at('sigma'), fields.below('sigma'), message, `Write value: ${mu} to set it.`);
    return undefined;
  }
  if (hyperparameter?.kind === 'int' && (quantum === undefined || !Number.isInteger(quantum))) {
    problems.error(
      fields.place,
      fields.path,
      `${hyperparameter.name} takes whole numbers, but this distribution draws fractions.`,
      `Use distribution: q_${form.scale === 'log' ? 'log_normal' : 'normal'} with a whole q.`,
    );
    return undefined;
  }
  if (hyperparameter?.kind === 'int' || hyperparameter?.kind === 'float') {
    const low = mu - reachInSigma * sigma;
    const high = mu + reachInSigma * sigma;
    const reach = form.scale === 'log' ? { min: Math.exp(low), max: Math.exp(high) } : { min: low, max: high };
    if (reach.min < hyperparameter.min || reach.max > hyperparameter.max) {
      problems.error(
        fields.place,
        fields.path,
        `${hyperparameter.name} must stay within ${hyperparameter.min} to ${hyperparameter.max}, but mu ± ${reachInSigma} sigma reaches from ${short(reach.min)} to ${short(reach.max)}.`,
        'Use a smaller sigma, or a distribution with min and max.',
      );
      return undefined;
    }
  }
  return { kind: 'normal', mu, sigma, scale: form.scale, ...(quantum === undefined ? {} : { quantum }) };
}

/** W&B's defaults are a: 1 and b: 1, which is uniform. */
function readBeta(
  form: BetaForm,
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): Dimension | undefined {
  const a = fields.has('a') ? fields.number('a') : 1;
  const b = fields.has('b') ? fields.number('b') : 1;
  const quantum = readQuantum(form.quantized, fields, problems);
  for (const [key, value] of Object.entries({ a, b })) {
    if (value === undefined || (value > 0 && value <= steepestBeta)) continue;
    const message = `${key}: expected a number above 0 and at most ${steepestBeta}, got ${value}.`;
    problems.error(fields.at(key), fields.below(key), message);
  }
  if (a === undefined || b === undefined) return undefined;
  if (hyperparameter?.kind === 'int' || hyperparameter?.kind === 'float') {
    const { name, kind, min, max } = hyperparameter;
    if (min > 0 || max < 1) {
      const message = `${name} must stay within ${min} to ${max}, but this distribution reaches from 0 to 1.`;
      problems.error(fields.place, fields.path, message, 'Use a distribution with min and max.');
      return undefined;
    }
    if (kind === 'int' && (quantum === undefined || !Number.isInteger(quantum))) {
      const message = `${name} takes whole numbers, but this distribution draws fractions.`;
      problems.error(fields.place, fields.path, message, 'Write values: [0, 1] with probabilities.');
      return undefined;
    }
  }
  return { kind: 'beta', a, b, ...(quantum === undefined ? {} : { quantum }) };
}

/** W&B's default is q: 1. */
function readQuantum(quantized: boolean, fields: FieldReader, problems: ProblemList): number | undefined {
  if (!quantized) return undefined;
  if (!fields.has('q')) return 1;
  const q = fields.number('q');
  if (q !== undefined && q <= 0) {
    const message = `q must be above 0, got ${q}.`;
    problems.error(fields.at('q'), fields.below('q'), message, 'Use the distribution without q_ to draw any number.');
  }
  return q;
}

function fitIntoRange(
  form: RangeForm,
  bounds: { min: number; max: number },
  fields: FieldReader,
  hyperparameter: Hyperparameter | undefined,
  problems: ProblemList,
): { min: number; max: number } | undefined {
  if (hyperparameter?.kind !== 'int' && hyperparameter?.kind !== 'float') return bounds;
  // exp(ln x) misses x by a rounding error, and people round exponents to a few digits.
  const tolerance = (limit: number): number => Math.abs(limit) * 1e-5;
  const instead = (key: 'min' | 'max') =>
    form.bounds === 'value'
      ? `Write ${key}: ${hyperparameter[key]}.`
      : 'Use log_uniform_values, whose bounds are values.';
  let fits = true;
  if (bounds.min < hyperparameter.min - tolerance(hyperparameter.min)) {
    fits = false;
    problems.error(
      fields.at('min'),
      fields.below('min'),
      `${hyperparameter.name} must be at least ${hyperparameter.min}, but the range begins at ${short(bounds.min)}.`,
      instead('min'),
    );
  }
  if (bounds.max > hyperparameter.max + tolerance(hyperparameter.max)) {
    fits = false;
    problems.error(
      fields.at('max'),
      fields.below('max'),
      `${hyperparameter.name} must be at most ${hyperparameter.max}, but the range ends at ${short(bounds.max)}.`,
      instead('max'),
    );
  }
  if (!fits) return undefined;
  return { min: Math.max(bounds.min, hyperparameter.min), max: Math.min(bounds.max, hyperparameter.max) };
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}
