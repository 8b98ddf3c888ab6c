import { useState } from 'react';
import { formatCount } from '../../../format/numbers.ts';
import { Confirm } from '../../../parts/Confirm.tsx';
import type { BulkAct } from './bulkActs.ts';

/** Asks before many trials are told something at once. */
export function BulkDialog(props: {
  act: BulkAct;
  count: number;
  onClose: () => void;
  onSend: (from: 'checkpoint' | 'scratch') => void;
}) {
  const { act, count } = props;
  const [from, setFrom] = useState<'checkpoint' | 'scratch'>('checkpoint');
  const trials = `${formatCount(count)} ${count === 1 ? 'trial' : 'trials'}`;
  return (
    <Confirm
      opened
      title={`${act.name} ${trials}?`}
      action={`${act.name} ${trials}`}
      danger={act.isDanger === true}
      onClose={props.onClose}
      onConfirm={() => props.onSend(from)}
    >
      <p>{act.words}</p>
      {act.isRetry && (
        <fieldset style={{ border: 0, padding: 0, margin: '8px 0 0' }}>
          <legend className="dim">From</legend>
          {(['checkpoint', 'scratch'] as const).map((one) => (
            <label key={one} style={{ display: 'block', padding: '2px 0' }}>
              <input type="radio" checked={from === one} onChange={() => setFrom(one)} />{' '}
              {one === 'checkpoint' ? 'the last good checkpoint' : 'the beginning'}
            </label>
          ))}
        </fieldset>
      )}
      <p className="dim" style={{ marginTop: 8 }}>
        One command for all of them. A report then says what became of each.
      </p>
    </Confirm>
  );
}
