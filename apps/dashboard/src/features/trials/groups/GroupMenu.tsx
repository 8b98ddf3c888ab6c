import type { SweepRow } from '@seesaw/shared/records';
import { parseTrialColumn } from '@seesaw/shared/trialColumn';
import { LaterMenu } from '../../../parts/LaterMenu.tsx';
import { variedKnobs } from '../../balance/knobs.ts';
import { playsGame } from '../../sweep/playsGame.ts';
import { allButSeed } from './grouping.ts';

/** Puts trials together: by everything but the seed with one press, or by what is chosen. */
export function GroupMenu(props: {
  sweep: SweepRow;
  by: readonly string[];
  onChange: (by: readonly string[]) => void;
}) {
  const { by, onChange } = props;
  const sweep = props.sweep.definition;
  const usual = allButSeed(sweep);
  const isUsual = by.length > 0 && by.length === usual.length && usual.every((id) => by.includes(id));
  const varied = variedKnobs(sweep);
  const fixed = Object.keys(sweep.base).filter((name) => name !== 'seed' && by.includes(`config.${name}`));
  const ids = [
    ...varied.map((name) => `point.${name}`),
    'state',
    ...(playsGame(sweep) ? ['health'] : []),
    ...(varied.includes('seed') ? [] : ['config.seed']),
    ...fixed.map((name) => `config.${name}`),
  ];
  const toggle = (id: string) => onChange(by.includes(id) ? by.filter((one) => one !== id) : [...by, id]);
  return (
    <span className="split">
      {usual.length > 0 && (
        <button
          type="button"
          className="btn"
          aria-pressed={isUsual}
          title={`Trials that differ in nothing but the seed, as one row: mean, 95 % interval, n`}
          onClick={() => onChange(isUsual ? [] : usual)}
        >
          Group by all but seed
        </button>
      )}
      <LaterMenu
        closeOnItemClick={false}
        dropdownStyle={{ maxHeight: 380, overflowY: 'auto' }}
        button={
          <button type="button" className="btn" aria-label="Group by…" aria-pressed={by.length > 0 && !isUsual}>
            {usual.length === 0 ? 'Group by' : ''} ▾
          </button>
        }
      >
        {(Menu) => (
          <>
            {ids.map((id) => (
              <Menu.CheckboxItem key={id} checked={by.includes(id)} onChange={() => toggle(id)}>
                {nameOf(id)}
              </Menu.CheckboxItem>
            ))}
            <Menu.Item disabled={by.length === 0} onClick={() => onChange([])}>
              No groups
            </Menu.Item>
          </>
        )}
      </LaterMenu>
    </span>
  );
}

function nameOf(id: string): string {
  const column = parseTrialColumn(id);
  return column === undefined || column.kind === 'field' ? id : column.name;
}
