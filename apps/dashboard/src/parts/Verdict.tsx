import { verdictLook, verdictsInLegend } from '../theme/verdicts.ts';

export function Verdict(props: { health: string; title?: string }) {
  const look = verdictLook(props.health);
  return (
    <span className="verdict" style={{ color: look.colour }} title={props.title}>
      <i aria-hidden="true">{look.glyph}</i>
      {look.label}
    </span>
  );
}

export function VerdictLegend() {
  return (
    <div className="legend">
      {verdictsInLegend.map((health) => (
        <Verdict key={health} health={health} />
      ))}
    </div>
  );
}
