import type { ReactNode } from 'react';

/** The last line of a dialog: the way back, and what it does. */
export function DialogEnd(props: {
  action: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** Where nothing is to be filled in: Enter does it. */
  focused?: boolean;
  onAct: () => void;
  onClose: () => void;
}) {
  return (
    <div className="acts" style={{ justifyContent: 'flex-end' }}>
      <button type="button" className="btn" onClick={props.onClose}>
        Back
      </button>
      <button
        type="button"
        className={`btn ${props.danger === true ? 'danger' : 'primary'}`}
        disabled={props.disabled}
        onClick={props.onAct}
        {...(props.focused === true && { 'data-autofocus': true })}
      >
        {props.action}
      </button>
    </div>
  );
}
