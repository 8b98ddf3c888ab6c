import { trialStateLook, trialStateOrder } from '../theme/stateLooks.ts';

/** Trials by state on one line. What has no trial yet is the empty rest of the bar. */
export function SegmentedProgress(props: {
  counts: Partial<Record<string, number>>;
  planned: number;
  thick?: boolean;
}) {
  const parts = trialStateOrder
    .map((state) => ({ state, count: props.counts[state] ?? 0 }))
    .filter((part) => part.count > 0);
  const total = Math.max(
    props.planned,
    parts.reduce((sum, part) => sum + part.count, 0),
    1,
  );
  const words = parts.map((part) => `${trialStateLook(part.state).label} ${part.count}`).join(' · ');
  return (
    <div
      className={`bar ${props.thick === true ? 'thick' : ''}`}
      role="img"
      aria-label={`${props.planned} trials: ${words === '' ? 'none started' : words}`}
      title={words}
    >
      {parts.map((part) => (
        <i
          key={part.state}
          style={{ width: `${(part.count / total) * 100}%`, background: trialStateLook(part.state).colour }}
        />
      ))}
    </div>
  );
}
