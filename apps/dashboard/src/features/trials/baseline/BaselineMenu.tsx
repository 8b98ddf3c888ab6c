import type { SweepRow } from '@seesaw/shared/records';
import { formatTrialNumber } from '../../../format/numbers.ts';
import { LaterMenu } from '../../../parts/LaterMenu.tsx';

/** The trial that every number of the table is compared with. */
export function BaselineMenu(props: {
  sweep: SweepRow;
  baseline: number | undefined;
  selected: ReadonlySet<number>;
  onChange: (number: number | undefined) => void;
}) {
  const { baseline, onChange } = props;
  const best = props.sweep.bestTrialNumber;
  const selected = [...props.selected].slice(0, 4);
  return (
    <LaterMenu
      button={
        <button type="button" className="btn" aria-pressed={baseline !== undefined}>
          {baseline === undefined ? 'Baseline' : `Baseline ${formatTrialNumber(baseline)}`}
        </button>
      }
    >
      {(Menu) => (
        <>
          <Menu.Label>Show Δ to</Menu.Label>
          {best !== null && <Menu.Item onClick={() => onChange(best)}>the best, {formatTrialNumber(best)}</Menu.Item>}
          {selected
            .filter((number) => number !== best)
            .map((number) => (
              <Menu.Item key={number} onClick={() => onChange(number)}>
                {formatTrialNumber(number)}, selected
              </Menu.Item>
            ))}
          {baseline === undefined ? (
            <Menu.Label>or press b on a row</Menu.Label>
          ) : (
            <Menu.Item onClick={() => onChange(undefined)}>nothing</Menu.Item>
          )}
        </>
      )}
    </LaterMenu>
  );
}
