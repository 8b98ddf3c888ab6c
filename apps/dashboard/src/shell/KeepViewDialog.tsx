import { Modal } from '@mantine/core';
import type { FormEvent } from 'react';

/** Asks for the name of a view; `name` undefined: not now. */
export function KeepViewDialog(props: {
  name: string | undefined;
  onName: (name: string | undefined) => void;
  onSubmit: () => void;
}) {
  const { name, onName } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <Modal opened={name !== undefined} onClose={() => onName(undefined)} title="Keep this view">
      <form className="stack" onSubmit={submit}>
        <label className="dim">
          name
          <input
            className="field"
            style={{ display: 'block', width: '100%' }}
            maxLength={60}
            data-autofocus
            value={name ?? ''}
            onChange={(event) => onName(event.target.value)}
          />
        </label>
        <p className="dim">
          Tab, filter, columns, selection, zoom: all that stands in the address. Kept in this browser, for this page.
        </p>
        <button type="submit" className="btn primary" disabled={(name ?? '').trim() === ''}>
          Keep
        </button>
      </form>
    </Modal>
  );
}
