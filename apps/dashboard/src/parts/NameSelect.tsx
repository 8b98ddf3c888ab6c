/** One of several names. */
export function NameSelect(props: {
  label: string;
  value: string | undefined;
  names: readonly string[];
  onPick: (name: string) => void;
}) {
  return (
    <select
      className="field"
      aria-label={props.label}
      value={props.value}
      onChange={({ target }) => props.onPick(target.value)}
    >
      {props.names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
