import type { MetricEntry } from '@seesaw/shared/catalog';
import { stopRules } from '@seesaw/shared/settings/stopRules';
import { useId } from 'react';
import { setKey, setSection } from './editSweepText.ts';
import { Row, SettingRow } from './SettingRow.tsx';
import { startOfRule, stopRuleNames, stopRuleOf } from './stopRule.ts';
import { isMapping } from './sweepForm.ts';

const key = 'early_terminate';

/** When a trial ends before its last step. */
export function StopRuleSection(props: {
  value: unknown;
  text: string;
  lastStep: number;
  metrics: readonly MetricEntry[];
  isPbt: boolean;
  onText: (text: string) => void;
}) {
  const { value, text, onText } = props;
  const id = useId();
  const name = stopRuleOf(value);
  const note =
    name === 'none'
      ? props.isPbt
        ? 'pbt judges trials itself, so it takes no rule.'
        : 'Every trial trains to its last step.'
      : name === 'other'
        ? 'This form of the rule can only be changed in the file.'
        : stopRules[name].why;
  return (
    <>
      <Row name={key} isSet={name !== 'none'} describedBy={id} note={note}>
        <select
          className="field"
          aria-label={key}
          aria-describedby={id}
          value={name}
          disabled={props.isPbt && name === 'none'}
          onChange={(event) => {
            const chosen = stopRuleNames.find((known) => known === event.target.value);
            onText(
              chosen === undefined
                ? setKey(text, [key], undefined)
                : setSection(text, [key], startOfRule(chosen, value, props.lastStep)),
            );
          }}
        >
          <option value="none">none</option>
          {name === 'other' && <option value="other">as in the file</option>}
          {stopRuleNames.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        {name === 'other' && <code className="dim">{JSON.stringify(value)}</code>}
      </Row>
      {name !== 'none' &&
        name !== 'other' &&
        stopRules[name].settings.map((setting) => (
          <SettingRow
            key={setting.key}
            setting={setting}
            path={`${key}.${setting.key}`}
            value={isMapping(value) ? value[setting.key] : undefined}
            metrics={props.metrics}
            onChange={(next) => onText(setKey(text, [key, setting.key], next))}
          />
        ))}
    </>
  );
}
