/** Strokes of one place of a hatch, six units wide and high; a sound game and one that was not judged have none. */
const strokes: Readonly<Record<string, string>> = {
  'd-wins': 'M0 6 6 0',
  'g-wins': 'M0 0 6 6',
  collapse: 'M3 2.2a.8.8 0 1 0 .01 0',
  oscillating: 'M0 3q1.5-2 3 0t3 0',
  diverged: 'M0 0 6 6M0 6 6 0',
  'd-overfit': 'M0 3h6',
  stalled: 'M3 0v6',
};

export function hatchOf(health: string): string | undefined {
  return strokes[health];
}

/** Patterns by verdict, `<id>-<verdict>`, so that a map tells what went wrong without its colours. */
export function Hatches(props: { id: string }) {
  return (
    <defs>
      {Object.entries(strokes).map(([health, path]) => (
        <pattern key={health} id={`${props.id}-${health}`} width="6" height="6" patternUnits="userSpaceOnUse">
          {/* Light on dark and dark on light at once: cells have every colour of viridis. */}
          <path d={path} style={{ fill: 'none', stroke: '#000', strokeOpacity: 0.3, strokeWidth: 1.7 }} />
          <path d={path} style={{ fill: 'none', stroke: '#fff', strokeOpacity: 0.6, strokeWidth: 0.7 }} />
        </pattern>
      ))}
    </defs>
  );
}
