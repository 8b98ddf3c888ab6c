import { Modal } from '@mantine/core';
import type { Keep } from '@seesaw/shared/keep';
import { keepInWords } from '@seesaw/shared/keepInWords';
import type { SweepRow } from '@seesaw/shared/records';
import { useState } from 'react';
import { DialogEnd } from '../../parts/DialogEnd.tsx';

type Rules = Exclude<Keep, number>;

/** Which checkpoints of every trial are kept from now on. What is removed does not come back, so it says what goes. */
export function RetentionDialog(props: {
  sweep: SweepRow;
  opened: boolean;
  onClose: () => void;
  onKeep: (keep: Keep) => void;
}) {
  const now = props.sweep.definition.checkpoint.keep;
  const [kind, setKind] = useState<'newest' | 'rules'>(typeof now === 'number' ? 'newest' : 'rules');
  const [count, setCount] = useState(typeof now === 'number' ? String(now) : '2');
  const [rules, setRules] = useState<Rules>(
    typeof now === 'number' ? { latest: true, best: true, every: null, topK: null } : now,
  );
  const keep = kind === 'rules' ? rulesThatHold(rules) : /^[1-9]\d{0,3}$/.test(count) ? Number(count) : undefined;
  const { everySteps } = props.sweep.definition.checkpoint;
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Checkpoints to keep">
      <div className="stack">
        <p className="dim">
          Of every trial, one is written every {everySteps} steps. Kept now: {keepInWords(now)}.
        </p>
        <label>
          <input type="radio" checked={kind === 'newest'} onChange={() => setKind('newest')} /> the newest{' '}
          <input
            className="field num"
            style={{ width: 64 }}
            inputMode="numeric"
            aria-label="So many of the newest"
            disabled={kind !== 'newest'}
            value={count}
            onChange={(event) => setCount(event.target.value)}
          />
        </label>
        <label>
          <input type="radio" checked={kind === 'rules'} onChange={() => setKind('rules')} /> whatever one of these
          holds:
        </label>
        <fieldset
          disabled={kind !== 'rules'}
          style={{ border: 0, margin: 0, padding: '0 0 0 20px', display: 'grid', gap: 6 }}
        >
          <label>
            <input
              type="checkbox"
              checked={rules.latest}
              onChange={() => setRules({ ...rules, latest: !rules.latest })}
            />{' '}
            the newest
          </label>
          <label>
            <input type="checkbox" checked={rules.best} onChange={() => setRules({ ...rules, best: !rules.best })} />{' '}
            the one with the best objective
          </label>
          <OptionalNumber
            label="those whose step is a multiple of"
            value={rules.every}
            onChange={(every) => setRules({ ...rules, every })}
          />
          <OptionalNumber
            label="in the end only of so many of the best trials"
            value={rules.topK}
            onChange={(topK) => setRules({ ...rules, topK })}
          />
        </fieldset>
        <p className="dim">
          Trials go on whatever you choose: what they need to resume stays while they may. Others are removed soon, here
          and in MLflow, and do not come back.
        </p>
        <DialogEnd
          action={`Keep ${keep === undefined ? '…' : keepInWords(keep)}`}
          danger
          disabled={keep === undefined}
          onAct={() => keep !== undefined && props.onKeep(keep)}
          onClose={props.onClose}
        />
      </div>
    </Modal>
  );
}

function rulesThatHold(rules: Rules): Rules | undefined {
  return rules.latest || rules.best || rules.every !== null || rules.topK !== null ? rules : undefined;
}

function OptionalNumber(props: { label: string; value: number | null; onChange: (value: number | null) => void }) {
  return (
    <label>
      {props.label}{' '}
      <input
        className="field num"
        style={{ width: 84 }}
        inputMode="numeric"
        placeholder="no rule"
        value={props.value ?? ''}
        onChange={(event) => {
          const text = event.target.value.trim();
          if (text === '') props.onChange(null);
          else if (/^[1-9]\d{0,8}$/.test(text)) props.onChange(Number(text));
        }}
      />
    </label>
  );
}
