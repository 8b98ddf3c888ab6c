import type { Scalar } from '@seesaw/shared/hyperparameter';
import { LineCounter, parseDocument } from 'yaml';
import type { ParameterSetting, ReadForm } from './sweepForm.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** Reads what the form can show. Wrong values are left to the server's validation; only unreadable YAML stops the form. */
export function readSweepForm(text: string): ReadForm {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = lineCounter.linePos(error.pos[0]).line;
    return { ok: false, line, message: error.message.split('\n')[0] ?? error.message };
  }
  // `maxAliasCount`: a file full of aliases must not grow into memory.
  const root: unknown = document.toJS({ maxAliasCount: 50 });
  if (!isMapping(root)) return { ok: false, line: 1, message: 'A sweep file is a list of `key: value` lines.' };
  const metric = isMapping(root.metric) ? root.metric : {};
  const parameters = isMapping(root.parameters) ? root.parameters : {};
  return {
    ok: true,
    form: {
      name: asText(root.name),
      description: asText(root.description),
      recipe: asText(root.recipe),
      dataset: asText(root.dataset),
      method: asText(root.method),
      metricName: asText(metric.name),
      metricGoal: asText(metric.goal),
      runCap: asNumber(root.run_cap),
      concurrency: asNumber(root.concurrency),
      seed: asNumber(root.seed),
      pool: asText(root.pool),
      parameters: Object.fromEntries(Object.entries(parameters).map(([name, setting]) => [name, settingOf(setting)])),
    },
  };
}

function settingOf(setting: unknown): ParameterSetting {
  const other: ParameterSetting = { kind: 'other', text: JSON.stringify(setting) };
  if (isScalar(setting)) return { kind: 'value', value: setting };
  if (!isMapping(setting)) return other;
  const names = Object.keys(setting).sort().join(' ');
  const { value, values, min, max, distribution, q } = setting;
  if (names === 'value' && isScalar(value)) return { kind: 'value', value };
  if (names === 'values' && Array.isArray(values) && values.every(isScalar)) return { kind: 'values', values };
  if (typeof min !== 'number' || typeof max !== 'number') return other;
  if (names === 'max min') return { kind: 'range', min, max, isLog: false };
  if (names === 'distribution max min') {
    if (distribution === 'uniform' || distribution === 'int_uniform') return { kind: 'range', min, max, isLog: false };
    if (distribution === 'log_uniform_values') return { kind: 'range', min, max, isLog: true };
  }
  const isIntegerLog = names === 'distribution max min q' && distribution === 'q_log_uniform_values' && q === 1;
  return isIntegerLog ? { kind: 'range', min, max, isLog: true } : other;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

function asText(value: unknown): string {
  return isScalar(value) ? String(value) : '';
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
