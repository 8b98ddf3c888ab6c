import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { LaterMenu } from '../../parts/LaterMenu.tsx';

export type SweepChoice = 'places' | 'retention' | 'archive' | 'delete';

const exports = [
  { label: 'Trials as CSV', query: 'format=csv' },
  { label: 'Trials as JSON', query: 'format=json' },
  { label: 'Every metric point as CSV', query: 'format=csv&what=metrics' },
] as const;

/** What is done to a sweep less often. */
export function SweepMenu(props: { sweep: SweepRow; busy: boolean; onChoose: (choice: SweepChoice) => void }) {
  const { sweep, onChoose } = props;
  const at = `/api/v1/sweeps/${encodeURIComponent(sweep.id)}`;
  const ended = isEndedSweep(sweep.state);
  return (
    <LaterMenu
      disabled={props.busy}
      button={
        <button type="button" className="btn" disabled={props.busy}>
          More
        </button>
      }
    >
      {(Menu) => (
        <>
          {!ended && <Menu.Item onClick={() => onChoose('places')}>Places and priority…</Menu.Item>}
          <Menu.Item onClick={() => onChoose('retention')}>Checkpoints to keep…</Menu.Item>
          <Menu.Divider />
          <Menu.Label>Export</Menu.Label>
          {exports.map(({ label, query }) => (
            <Menu.Item key={query} component="a" href={`${at}/export?${query}`} download>
              {label}
            </Menu.Item>
          ))}
          <Menu.Item component="a" href={`${at}/yaml`} download={`${sweep.name}.yaml`}>
            Sweep file
          </Menu.Item>
          {ended && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => onChoose('archive')}>
                {sweep.archivedAt === null ? 'Archive' : 'Take out of the archive'}
              </Menu.Item>
              <Menu.Item color="var(--bad)" onClick={() => onChoose('delete')}>
                Delete…
              </Menu.Item>
            </>
          )}
        </>
      )}
    </LaterMenu>
  );
}
