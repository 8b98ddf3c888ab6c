import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { DialogEnd } from './DialogEnd.tsx';

/** Asks before something that cannot be undone; the body says what keeps running and what is kept. */
export function Confirm(props: {
  opened: boolean;
  title: string;
  action: string;
  danger?: boolean;
  busy?: boolean;
  children: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title}>
      <div className="stack">
        <div>{props.children}</div>
        <DialogEnd
          action={props.action}
          danger={props.danger === true}
          disabled={props.busy === true}
          focused
          onAct={props.onConfirm}
          onClose={props.onClose}
        />
      </div>
    </Modal>
  );
}
