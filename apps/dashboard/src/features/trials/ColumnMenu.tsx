import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { metricNamesQuery } from '../../api/queries.ts';

/** Which metrics stand beside the default columns; kept in the address. */
export function ColumnMenu(props: {
  sweepId: string;
  objective: string;
  extra: readonly string[];
  onChange: (names: readonly string[]) => void;
}) {
  const metrics = useQuery(metricNamesQuery(props.sweepId));
  const names = (metrics.data ?? []).filter((name) => name !== props.objective);
  const toggle = (name: string) =>
    props.onChange(props.extra.includes(name) ? props.extra.filter((one) => one !== name) : [...props.extra, name]);
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <button type="button" className="btn">
          Columns{props.extra.length > 0 ? ` +${props.extra.length}` : ''}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Last value of</Menu.Label>
        {names.map((name) => (
          <Menu.Item
            key={name}
            onClick={() => toggle(name)}
            role="menuitemcheckbox"
            aria-checked={props.extra.includes(name)}
          >
            {props.extra.includes(name) ? '☑' : '☐'} {name}
          </Menu.Item>
        ))}
        {names.length === 0 && <Menu.Label>No metric reported yet</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
