import type { MetricEntry } from '@seesaw/shared/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { type NumberSetting, type Setting, settingMisfit } from '@seesaw/shared/settings/setting';
import { Fragment, type ReactNode, useId } from 'react';
import { NumberInput } from './NumberInput.tsx';
import { settingWords } from './settingWords.ts';
import { isScalar } from './sweepForm.ts';

/** One setting of the file with its default, its range and why one would turn it. */
export function SettingRow(props: {
  setting: Setting;
  /** In the file, e.g. `pbt.factor`. */
  path: string;
  /** What the file has there. */
  value: unknown;
  /** To choose from, where the setting names one. */
  metrics?: readonly MetricEntry[];
  /** Where the section above does not say it already: the whole path. */
  name?: string;
  onChange: (value: Scalar | undefined) => void;
}) {
  const { setting, path, value } = props;
  const id = useId();
  const misfit = value === undefined || !isScalar(value) ? undefined : settingMisfit(setting, value);
  return (
    <Row
      name={props.name ?? setting.key}
      isSet={value !== undefined}
      describedBy={id}
      note={<Note {...{ setting, misfit }} />}
    >
      {isShowable(setting, value) ? (
        <Control {...props} value={value} label={path} describedBy={id} />
      ) : (
        <code className="dim">as in the file: {JSON.stringify(value)}</code>
      )}
    </Row>
  );
}

/** A name, a control, and what is to be said about it. */
export function Row(props: {
  name: string;
  isSet: boolean;
  describedBy: string;
  note: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={`setting ${props.isSet ? 'set' : ''}`}>
      <code className="setting-name">
        {props.name.split(/(?<=[._])/).map((part, index) => (
          <Fragment key={part}>
            {/* Between its parts a long name may take another line. */}
            {index > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
      </code>
      <div className="setting-value">{props.children}</div>
      <p id={props.describedBy} className="setting-note">
        {props.note}
      </p>
    </div>
  );
}

function Note({ setting, misfit }: { setting: Setting; misfit: string | undefined }) {
  return (
    <>
      {setting.why}{' '}
      {misfit === undefined ? (
        <span className="faint">{settingWords(setting)}</span>
      ) : (
        <b className="misfit">✕ {misfit}</b>
      )}
    </>
  );
}

function Control(props: {
  setting: Setting;
  value: Scalar | undefined;
  metrics?: readonly MetricEntry[];
  label: string;
  describedBy: string;
  onChange: (value: Scalar | undefined) => void;
}) {
  const { setting, value, label, describedBy, onChange } = props;
  const standard = setting.default ?? setting.defaultInWords ?? 'needed';
  if (setting.kind === 'int' || setting.kind === 'float') {
    if (setting.orWord !== undefined) return <NumberOrWord {...props} setting={setting} standard={standard} />;
    return (
      <NumberInput
        label={label}
        describedBy={describedBy}
        value={typeof value === 'number' ? value : undefined}
        // What follows it stands in the note.
        placeholder={String(standard).split(';')[0]}
        misfit={(number) => settingMisfit(setting, number)}
        onChange={onChange}
      />
    );
  }
  const names = setting.kind === 'choice' ? setting.choices : (props.metrics ?? []).map(({ name }) => name);
  if (setting.kind === 'text' && setting.of === 'pool') {
    return (
      <input
        className="field"
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={String(standard)}
        value={value === undefined ? '' : String(value)}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <select
      className="field"
      aria-label={label}
      aria-describedby={describedBy}
      value={value === undefined ? '' : String(value)}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{setting.default === undefined ? standard : `${standard} (default)`}</option>
      {[...new Set([...names, ...(value === undefined ? [] : [String(value)])])].map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

/** A number that a word may stand for: the word, and numbers that double. */
function NumberOrWord(props: {
  setting: NumberSetting;
  standard: Scalar;
  value: Scalar | undefined;
  label: string;
  describedBy: string;
  onChange: (value: Scalar | undefined) => void;
}) {
  const { orWord = '', min = 1, max = min } = props.setting;
  const value = props.value === undefined ? '' : String(props.value);
  const offered: string[] = [orWord];
  for (let number = 2 * min; number <= max; number *= 2) offered.push(String(number));
  if (value !== '' && !offered.includes(value)) offered.push(value);
  return (
    <select
      className="field"
      aria-label={props.label}
      aria-describedby={props.describedBy}
      value={value}
      onChange={({ target }) => {
        if (target.value === '') props.onChange(undefined);
        else props.onChange(target.value === orWord ? orWord : Number(target.value));
      }}
    >
      <option value="">{props.standard}</option>
      {offered.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}

/** A list or a section where a plain value belongs, or a text where a number does, is the file's own affair. */
function isShowable(setting: Setting, value: unknown): value is Scalar | undefined {
  if (value === undefined) return true;
  if (setting.kind !== 'int' && setting.kind !== 'float') return isScalar(value);
  return typeof value === 'number' || (value === setting.orWord && setting.orWord !== undefined);
}
