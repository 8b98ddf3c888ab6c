import { formatTrialNumber } from '../format/numbers.ts';
import { trialStroke } from '../theme/trialColour.ts';

/** Colour and dash of a trial as its curves have them, then its number. */
export function TrialTag(props: { number: number }) {
  return (
    <span className="nowrap">
      <TrialSwatch number={props.number} />
      {formatTrialNumber(props.number)}
    </span>
  );
}

export function TrialSwatch(props: { number: number }) {
  const stroke = trialStroke(props.number);
  if (stroke.dash.length === 0)
    return <i className="swatch" style={{ background: stroke.colour }} aria-hidden="true" />;
  return (
    <svg className="swatch" viewBox="0 0 10 10" aria-hidden="true">
      <rect x="0.75" y="0.75" width="8.5" height="8.5" rx="1.5" fill="none" stroke={stroke.colour} strokeWidth="1.5" />
      <rect x="3.2" y="3.2" width="3.6" height="3.6" rx="0.6" fill={stroke.colour} />
    </svg>
  );
}
