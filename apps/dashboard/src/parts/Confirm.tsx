import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

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
        <div className="acts" style={{ justifyContent: 'flex-end' }}>
          <button type="button" className="btn" onClick={props.onClose}>
            Back
          </button>
          <button
            type="button"
            className={`btn ${props.danger === true ? 'danger' : 'primary'}`}
            disabled={props.busy}
            onClick={props.onConfirm}
            data-autofocus
          >
            {props.action}
          </button>
        </div>
      </div>
    </Modal>
  );
}
