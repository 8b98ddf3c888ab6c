import { keepNewest, keepRules } from '@seesaw/shared/settings/checkpointSettings';
import { settingMisfit } from '@seesaw/shared/settings/setting';
import { useId } from 'react';
import { type KeepSetting, keepOf, keepWritten } from './keepSetting.ts';
import { NumberInput } from './NumberInput.tsx';
import { Row } from './SettingRow.tsx';
import { settingWords } from './settingWords.ts';

/** `checkpoint.keep`: so many of the newest, or rules of which one is enough. */
export function KeepRow(props: { value: unknown; onChange: (value: number | object | undefined) => void }) {
  const id = useId();
  const keep = keepOf(props.value);
  const set = (next: KeepSetting) => props.onChange(keepWritten(next));
  const note =
    keep.kind === 'rules' ? (
      'Whatever one of the rules holds stays. With best, the state that made a trial’s score is still there.'
    ) : (
      <>
        {keepNewest.why} <span className="faint">{settingWords(keepNewest)}</span>
      </>
    );
  return (
    <Row name="checkpoint.keep" isSet={props.value !== undefined} describedBy={id} note={note}>
      {keep.kind === 'other' ? (
        <code className="dim">as in the file: {keep.text}</code>
      ) : (
        <>
          <select
            className="field"
            aria-label="How checkpoint.keep is set"
            value={keep.kind}
            onChange={(event) =>
              set(
                event.target.value === 'rules'
                  ? { kind: 'rules', latest: true, best: true, numbers: {} }
                  : { kind: 'newest', count: undefined },
              )
            }
          >
            <option value="newest">the newest</option>
            <option value="rules">by rules</option>
          </select>
          {keep.kind === 'newest' ? (
            <NumberInput
              label="checkpoint.keep"
              describedBy={id}
              value={keep.count}
              placeholder={String(keepNewest.default)}
              misfit={(number) => settingMisfit(keepNewest, number)}
              onChange={(count) => set({ kind: 'newest', count })}
            />
          ) : (
            <span className="keep-rules">
              {(['latest', 'best'] as const).map((name) => (
                <label key={name} className="nowrap">
                  <input type="checkbox" checked={keep[name]} onChange={() => set({ ...keep, [name]: !keep[name] })} />{' '}
                  {name}
                </label>
              ))}
              {keepRules.map((rule) => (
                <span key={rule.key} className="nowrap" title={`${rule.why} ${settingWords(rule)}`}>
                  {rule.key}{' '}
                  <NumberInput
                    label={`checkpoint.keep.${rule.key}`}
                    value={keep.numbers[rule.key]}
                    placeholder={rule.defaultInWords ?? ''}
                    misfit={(number) => settingMisfit(rule, number)}
                    onChange={(number) => set({ ...keep, numbers: { ...keep.numbers, [rule.key]: number } })}
                  />
                </span>
              ))}
            </span>
          )}
        </>
      )}
    </Row>
  );
}
