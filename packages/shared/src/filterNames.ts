import type { NameType, ValueType } from './expression/checkExpression.ts';
import { healthVerdicts } from './health.ts';
import type { Scalar } from './hyperparameter.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Dimension } from './searchSpace.ts';
import { trialStates } from './trialState.ts';

/** Where the value of a name in a filter stands. */
export type FilterName = NameType &
  (
    | { readonly from: 'column' }
    /** Of the trial, as one text with commas. */
    | { readonly from: 'tags' }
    /** In the point, else in the values of the configuration. */
    | { readonly from: 'values' }
    /** In the configuration beside its values. */
    | { readonly from: 'config' }
    /** The last value of a metric. */
    | { readonly from: 'metric' }
  );

/** Names that mean the same in every sweep; `null` is no value, so comparisons with it hold nowhere. */
const columns: ReadonlyMap<string, FilterName> = new Map([
  ['number', { from: 'column', type: 'number' }],
  ['state', { from: 'column', type: 'text', values: trialStates }],
  ['score', { from: 'column', type: 'number' }],
  ['step', { from: 'column', type: 'number' }],
  ['health', { from: 'column', type: 'text', values: healthVerdicts }],
  ['attempt', { from: 'column', type: 'number' }],
  ['notes', { from: 'column', type: 'text' }],
  ['tags', { from: 'tags', type: 'text' }],
]);

const ofConfig: ReadonlyMap<string, FilterName> = new Map([
  ['seed', { from: 'config', type: 'number' }],
  ['steps', { from: 'config', type: 'number' }],
  ['recipe', { from: 'config', type: 'text' }],
  ['dataset', { from: 'config', type: 'text' }],
]);

/** What a filter of this sweep can name. A column goes before a hyperparameter of its name, and that before a metric. */
export function filterNames(
  sweep: Pick<ResolvedSweep, 'base' | 'space'>,
  metrics: Iterable<string>,
): Map<string, FilterName> {
  const names = new Map<string, FilterName>();
  for (const metric of metrics) names.set(metric, { from: 'metric', type: 'number' });
  for (const [name, value] of Object.entries(sweep.base)) names.set(name, { from: 'values', type: typeOf(value) });
  for (const { name, dimension } of sweep.space) names.set(name, { from: 'values', type: typeOfDimension(dimension) });
  for (const known of [ofConfig, columns]) for (const [name, one] of known) names.set(name, one);
  return names;
}

/** Choices of several types are read as the first one's; another one is then like no value. */
function typeOfDimension(dimension: Dimension): ValueType {
  if (dimension.kind === 'constant') return typeOf(dimension.value);
  if (dimension.kind === 'choice') return typeOf(dimension.values[0] ?? 0);
  return 'number';
}

function typeOf(value: Scalar): ValueType {
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean' : 'number';
}
