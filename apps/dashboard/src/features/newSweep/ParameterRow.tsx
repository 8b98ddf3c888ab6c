import { Tooltip } from '@mantine/core';
import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';
import { useState } from 'react';
import { formatScalar } from '../../format/numbers.ts';
import { NumberInput } from './NumberInput.tsx';
import { parseScalars } from './parseScalars.ts';
import type { ParameterSetting } from './sweepForm.ts';

type Editable = Exclude<ParameterSetting, { kind: 'other' }>;
type Mode = 'default' | ParameterSetting['kind'];

const modeWords: Readonly<Record<Mode, string>> = {
  default: 'default',
  value: 'fixed',
  values: 'list',
  range: 'range',
  other: 'as in the file',
};

/** One hyperparameter: left at its default, fixed, a list to try, or a range to draw from. */
export function ParameterRow(props: {
  parameter: Hyperparameter;
  setting: ParameterSetting | undefined;
  onChange: (setting: Editable | undefined) => void;
}) {
  const { parameter, setting } = props;
  const mode: Mode = setting?.kind ?? 'default';
  const isNumeric = parameter.kind === 'int' || parameter.kind === 'float';
  const modes: readonly Mode[] = ['default', 'value', 'values', ...(isNumeric ? (['range'] as const) : [])];
  const range = isNumeric ? `${formatScalar(parameter.min)} to ${formatScalar(parameter.max)}` : '';
  return (
    <div className={`parameter ${mode === 'default' ? '' : 'set'}`}>
      <Tooltip
        label={`${parameter.why}${range === '' ? '' : ` Range: ${range}${parameter.unit === '' ? '' : ` ${parameter.unit}`}.`}`}
        position="top-start"
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard */}
        <span className="parameter-name" tabIndex={0}>
          <code>
            {/* A long name breaks behind its underscores. */}
            {parameter.name.replaceAll('_', '_\u200b')}
          </code>
        </span>
      </Tooltip>
      <select
        className="field"
        aria-label={`How ${parameter.name} is set`}
        disabled={setting?.kind === 'other' && setting.group !== undefined}
        value={mode}
        onChange={(event) => props.onChange(initialSetting(event.target.value as Mode, parameter, setting))}
      >
        {mode === 'other' && <option value="other">{modeWords.other}</option>}
        {modes.map((one) => (
          <option key={one} value={one}>
            {modeWords[one]}
          </option>
        ))}
      </select>
      <div className="parameter-value">
        {setting === undefined && <span className="faint">{formatScalar(parameter.default)}</span>}
        {setting?.kind === 'other' && (
          <code className="dim">
            {setting.group === undefined ? '' : `in ${setting.group}: `}
            {setting.text}
          </code>
        )}
        {setting?.kind === 'value' && (
          <ScalarsInput
            parameter={parameter}
            values={[setting.value]}
            onChange={([value]) => value !== undefined && props.onChange({ kind: 'value', value })}
            single
          />
        )}
        {setting?.kind === 'values' && (
          <ScalarsInput
            parameter={parameter}
            values={setting.values}
            onChange={(values) => props.onChange({ kind: 'values', values })}
          />
        )}
        {setting?.kind === 'range' && (
          <span className="range">
            <NumberInput
              label={`Smallest ${parameter.name}`}
              value={setting.min}
              onChange={(min) => min !== undefined && props.onChange({ ...setting, min })}
            />
            –
            <NumberInput
              label={`Largest ${parameter.name}`}
              value={setting.max}
              onChange={(max) => max !== undefined && props.onChange({ ...setting, max })}
            />
            <label className="nowrap">
              <input
                type="checkbox"
                checked={setting.isLog}
                onChange={() => props.onChange({ ...setting, isLog: !setting.isLog })}
              />{' '}
              log
            </label>
          </span>
        )}
      </div>
    </div>
  );
}

function ScalarsInput(props: {
  parameter: Hyperparameter;
  values: readonly Scalar[];
  single?: boolean;
  onChange: (values: Scalar[]) => void;
}) {
  const { parameter, values } = props;
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const options: readonly Scalar[] | undefined =
    parameter.kind === 'choice' ? parameter.choices : parameter.kind === 'boolean' ? [true, false] : undefined;
  if (options !== undefined) {
    const toggle = (option: Scalar) =>
      props.onChange(
        props.single === true
          ? [option]
          : options.filter((one) => (one === option ? !values.includes(one) : values.includes(one))),
      );
    return (
      <span className="options">
        {options.map((option) => (
          <button
            key={String(option)}
            type="button"
            className="btn small"
            aria-pressed={values.includes(option)}
            onClick={() => toggle(option)}
          >
            {String(option)}
          </button>
        ))}
      </span>
    );
  }
  const shown = draft ?? values.join(', ');
  const parsed = parseScalars(shown, parameter);
  return (
    <input
      className="field"
      aria-label={`${parameter.name}${props.single === true ? '' : ', values separated by commas'}`}
      aria-invalid={parsed === undefined}
      value={shown}
      onChange={(event) => {
        setDraft(event.target.value);
        const next = parseScalars(event.target.value, parameter);
        if (next !== undefined && next.length > 0) props.onChange(next);
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
}

/** Where a newly chosen way of setting begins: at what is there already, or around the default. */
function initialSetting(
  mode: Mode,
  parameter: Hyperparameter,
  before: ParameterSetting | undefined,
): Editable | undefined {
  const first =
    before?.kind === 'value'
      ? before.value
      : before?.kind === 'values'
        ? (before.values[0] ?? parameter.default)
        : parameter.default;
  switch (mode) {
    case 'value':
      return { kind: 'value', value: first };
    case 'values':
      return { kind: 'values', values: [first] };
    case 'range': {
      if (parameter.kind !== 'int' && parameter.kind !== 'float') return undefined;
      const middle = typeof first === 'number' && first > 0 ? first : 1;
      const isLog = parameter.scale === 'log';
      const fit = (value: number) => Math.min(parameter.max, Math.max(parameter.min, value));
      const round = (value: number) => (parameter.kind === 'int' ? Math.round(value) : Number(value.toPrecision(3)));
      return { kind: 'range', min: fit(round(middle / 4)), max: fit(round(middle * 4)), isLog };
    }
    default:
      return undefined;
  }
}
