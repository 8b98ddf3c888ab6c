import type { SweepRow } from '@seesaw/shared/records';
import { formatCount } from '../../format/numbers.ts';
import { LaterMenu } from '../../parts/LaterMenu.tsx';
import { trialStateLook, trialStateOrder } from '../../theme/stateLooks.ts';

export function StateFilter(props: {
  sweep: SweepRow;
  states: readonly string[];
  onChange: (states: readonly string[]) => void;
}) {
  const { sweep, states } = props;
  const present = trialStateOrder.filter((state) => (sweep.counts[state] ?? 0) > 0 || states.includes(state));
  const toggle = (state: string) =>
    props.onChange(states.includes(state) ? states.filter((one) => one !== state) : [...states, state]);
  return (
    <LaterMenu
      closeOnItemClick={false}
      button={
        <button type="button" className="btn">
          {states.length === 0 ? 'All states' : states.map((state) => trialStateLook(state).label).join(', ')}
        </button>
      }
    >
      {(Menu) => (
        <>
          {present.map((state) => (
            <Menu.CheckboxItem key={state} checked={states.includes(state)} onChange={() => toggle(state)}>
              {trialStateLook(state).label} <span className="dim">{formatCount(sweep.counts[state] ?? 0)}</span>
            </Menu.CheckboxItem>
          ))}
          {states.length > 0 && <Menu.Item onClick={() => props.onChange([])}>Show all</Menu.Item>}
        </>
      )}
    </LaterMenu>
  );
}
