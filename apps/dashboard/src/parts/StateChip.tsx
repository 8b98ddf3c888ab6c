import type { SweepRow } from '@seesaw/shared/records';
import { sweepStateLook, trialStateLook } from '../theme/stateLooks.ts';

export function SweepStateChip(props: { sweep: SweepRow; detail?: string; isShort?: true }) {
  const look = sweepStateLook(props.sweep);
  return (
    <span className={`chip ${look.tone}`} title={look.detail}>
      <span aria-hidden="true">{look.glyph}</span>
      <b>{props.sweep.state}</b>
      {props.detail ?? (props.isShort && look.detail !== undefined ? <NoneSucceeded /> : look.detail)}
    </span>
  );
}

/** On a phone the glyph says it, as it does the state. */
function NoneSucceeded() {
  return <span className="hide-narrow">none succeeded</span>;
}

export function TrialState(props: { state: string }) {
  const look = trialStateLook(props.state);
  const hollow = look.colour === 'transparent';
  return (
    <span className="nowrap">
      <i
        className="swatch"
        style={{
          background: look.colour,
          borderRadius: 99,
          width: 7,
          height: 7,
          boxShadow: hollow ? 'inset 0 0 0 1px var(--faint)' : undefined,
        }}
        aria-hidden="true"
      />
      {look.label}
    </span>
  );
}
