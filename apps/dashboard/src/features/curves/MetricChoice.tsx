/** The title of a chart, which names its metric and lets another one be chosen. */
export function MetricChoice(props: { value: string; options: readonly string[]; onPick: (metric: string) => void }) {
  return (
    <select
      className="field"
      aria-label="Metric"
      // What a browser measures for it leaves out a part of the arrow, which then covers the last letter.
      style={{ minWidth: `calc(${props.value.length}ch + 28px)` }}
      value={props.value}
      onChange={({ target }) => props.onPick(target.value)}
    >
      {props.options.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
