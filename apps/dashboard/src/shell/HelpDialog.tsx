import { Modal } from '@mantine/core';
import { VerdictLegend } from '../parts/Verdict.tsx';
import { Shortcuts } from './Shortcuts.tsx';

export function HelpDialog(props: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Keyboard and signs" size="md">
      <div className="stack">
        <Shortcuts />
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
