import { formatTrialNumber } from '../format/numbers.ts';
import { trialStroke } from '../theme/trialColour.ts';

/** The look of a trial as its curves have it, then its number. */
export function TrialTag(props: { number: number }) {
  return (
    <span className="nowrap">
      <TrialSwatch number={props.number} />
      {formatTrialNumber(props.number)}
    </span>
  );
}

/** Fillings that stand for the dash patterns of equal hues: full, square, ring, half. */
const fillings = ['M1 1h8v8H1z', 'M3.2 3.2h3.6v3.6H3.2z', '', 'M1 9 9 1v8z'] as const;

export function TrialSwatch(props: { number: number }) {
  const { colour, dashIndex } = trialStroke(props.number);
  return (
    <svg className="swatch" viewBox="0 0 10 10" aria-hidden="true">
      <rect
        x="0.75"
        y="0.75"
        width="8.5"
        height="8.5"
        rx="1.5"
        style={{ fill: 'none', stroke: colour, strokeWidth: 1.5 }}
      />
      <path d={fillings[dashIndex]} style={{ fill: colour }} />
    </svg>
  );
}
