import { Modal } from '@mantine/core';
import { VerdictLegend } from '../parts/Verdict.tsx';

const shortcuts: readonly (readonly [string, string])[] = [
  ['/', 'filter the list'],
  ['j k', 'next, previous row'],
  ['x', 'select the row'],
  ['X', 'select all rows from the one selected before'],
  ['Enter', 'open the row, or the group'],
  ['b', 'compare all rows with this one'],
  ['← →', 'samples: earlier, later step'],
  ['↑ ↓', 'samples: trial above, below'],
  ['r', 'samples: show or hide real data'],
  ['Esc', 'close; leave the filter'],
  ['?', 'this help'],
];

export function HelpDialog(props: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Keyboard and signs" size="md">
      <div className="stack">
        <dl className="facts">
          {shortcuts.map(([key, meaning]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>
                {key.split(' ').map((one) => (
                  <kbd key={one} style={{ marginRight: 4 }}>
                    {one}
                  </kbd>
                ))}
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <div>
          <p className="dim" style={{ marginBottom: 4 }}>
            How the game of a trial stands, from its own measurements:
          </p>
          <VerdictLegend />
        </div>
        <p className="dim">
          <b style={{ color: 'var(--d)' }}>Blue</b> is the discriminator D, <b style={{ color: 'var(--g)' }}>amber</b>{' '}
          the generator G, grey what is real. Bright cells are good scores. Every view is in the address: copy it to
          share it.
        </p>
      </div>
    </Modal>
  );
}
