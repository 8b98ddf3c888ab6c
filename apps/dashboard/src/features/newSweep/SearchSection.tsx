import { searchMethods } from '@seesaw/shared/searchSpace';
import {
  methodReasons,
  metricTarget,
  pbtSettings,
  repeats,
  runCap,
  searchSeed,
} from '@seesaw/shared/settings/searchSettings';
import { useId } from 'react';
import { setKey, setMethod, setRepeats } from './editSweepText.ts';
import { RaceRows } from './RaceRows.tsx';
import { Row, SettingRow } from './SettingRow.tsx';
import { type SweepForm, valueAt } from './sweepForm.ts';

/** Who chooses the points, how many, and from what. */
export function SearchSection(props: { form: SweepForm; text: string; onText: (text: string) => void }) {
  const { form, text, onText } = props;
  const id = useId();
  const method = searchMethods.find((known) => known === form.method);
  return (
    <>
      <Row name="method" isSet describedBy={id} note={method === undefined ? '' : methodReasons[method]}>
        <select
          className="field"
          aria-label="method"
          aria-describedby={id}
          value={form.method}
          onChange={(event) => onText(setMethod(text, event.target.value))}
        >
          {method === undefined && <option value={form.method}>{form.method || 'choose…'}</option>}
          {searchMethods.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </Row>
      {method === 'pbt' &&
        pbtSettings.map((setting) => (
          <SettingRow
            key={setting.key}
            setting={setting}
            path={`pbt.${setting.key}`}
            value={valueAt(form.file, ['pbt', setting.key])}
            onChange={(value) => onText(setKey(text, ['pbt', setting.key], value))}
          />
        ))}
      <SettingRow
        setting={runCap}
        path={runCap.key}
        value={form.file.run_cap}
        onChange={(value) => onText(setKey(text, [runCap.key], value))}
      />
      <SettingRow
        setting={searchSeed}
        path="search seed"
        value={form.file.seed}
        onChange={(value) => onText(setKey(text, [searchSeed.key], value))}
      />
      {(method !== 'pbt' || form.file.repeats !== undefined) && (
        <SettingRow
          setting={repeats}
          path={repeats.key}
          value={form.file.repeats}
          onChange={(value) => onText(setRepeats(text, typeof value === 'number' ? value : undefined))}
        />
      )}
      {['repeats', 'repeat_over', 'race'].some((key) => form.file[key] !== undefined) && (
        <RaceRows file={form.file} text={text} onText={onText} />
      )}
      {form.file.metrics === undefined && (
        <SettingRow
          setting={metricTarget}
          path="metric.target"
          value={valueAt(form.file, ['metric', 'target'])}
          onChange={(value) => onText(setKey(text, ['metric', 'target'], value))}
        />
      )}
    </>
  );
}
