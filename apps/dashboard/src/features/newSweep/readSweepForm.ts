import { isScalar as isScalarNode, isSeq, LineCounter, parseDocument } from 'yaml';
import { type FileMapping, isMapping, isScalar, type ParameterSetting, type ReadForm } from './sweepForm.ts';

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
  return {
    ok: true,
    form: {
      name: asText(root.name),
      recipe: asText(root.recipe),
      dataset: asText(root.dataset),
      method: asText(root.method),
      parameters: Object.fromEntries(settingsIn(isMapping(root.parameters) ? root.parameters : {})),
      file: root,
      warmSweeps: asWritten(document.getIn(['warm_start', 'sweeps'])),
    },
  };
}

/** Also those in groups, which the form shows and leaves alone. */
function* settingsIn(parameters: FileMapping, group?: string): Generator<[string, ParameterSetting]> {
  for (const [name, setting] of Object.entries(parameters)) {
    if (isMapping(setting) && isMapping(setting.parameters)) {
      yield* settingsIn(setting.parameters, group === undefined ? name : `${group}.${name}`);
    } else {
      yield [name, group === undefined ? settingOf(setting) : { kind: 'other', text: JSON.stringify(setting), group }];
    }
  }
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

function asWritten(list: unknown): string[] {
  if (!isSeq(list)) return [];
  return list.items.flatMap((item) => (isScalarNode(item) ? [item.source ?? String(item.value)] : []));
}

function asText(value: unknown): string {
  return isScalar(value) ? String(value) : '';
}
