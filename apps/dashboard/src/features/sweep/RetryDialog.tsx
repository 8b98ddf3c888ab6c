import { Modal } from '@mantine/core';
import type { CommandBody } from '@seesaw/shared/api';
import type { SweepRow } from '@seesaw/shared/records';
import { type RetryableTrialState, retryableTrialStates } from '@seesaw/shared/trialState';
import { useState } from 'react';
import { DialogEnd } from '../../parts/DialogEnd.tsx';
import { trialStateLook } from '../../theme/stateLooks.ts';

/** Which trials, and from where. Without a choice: the failed ones, from their last good checkpoints. */
export function RetryDialog(props: {
  sweep: SweepRow;
  opened: boolean;
  onClose: () => void;
  onRetry: (body: CommandBody) => void;
}) {
  const { sweep } = props;
  const present = retryableTrialStates.filter((state) => (sweep.counts[state] ?? 0) > 0);
  const [chosen, setChosen] = useState<readonly RetryableTrialState[] | undefined>(undefined);
  const [from, setFrom] = useState<'checkpoint' | 'scratch'>('checkpoint');
  const states = chosen ?? present.filter((state) => state === 'failed');
  const toggle = (state: RetryableTrialState) =>
    setChosen(states.includes(state) ? states.filter((one) => one !== state) : [...states, state]);
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Retry trials">
      <div className="stack">
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="dim">Which</legend>
          {present.map((state) => (
            <label key={state} style={{ display: 'block', padding: '2px 0' }}>
              <input type="checkbox" checked={states.includes(state)} onChange={() => toggle(state)} />{' '}
              {sweep.counts[state]} {trialStateLook(state).label}
              {state === 'diverged' && (
                <span className="dim"> — a result of the game; the same seed diverges again</span>
              )}
            </label>
          ))}
        </fieldset>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="dim">From</legend>
          <label style={{ display: 'block', padding: '2px 0' }}>
            <input type="radio" checked={from === 'checkpoint'} onChange={() => setFrom('checkpoint')} /> the last good
            checkpoint
          </label>
          <label style={{ display: 'block', padding: '2px 0' }}>
            <input type="radio" checked={from === 'scratch'} onChange={() => setFrom('scratch')} /> the beginning; later
            points, samples and checkpoints of these trials are replaced
          </label>
        </fieldset>
        <p className="dim">Same trials, next attempt. Finished trials are not touched.</p>
        <DialogEnd
          action="Retry"
          disabled={states.length === 0}
          // What it says without a choice is what is mostly wanted.
          focused
          onAct={() => props.onRetry({ kind: 'retry', from, states: [...states] })}
          onClose={props.onClose}
        />
      </div>
    </Modal>
  );
}
