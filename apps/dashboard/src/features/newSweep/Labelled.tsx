import type { ReactNode } from 'react';

/** A control under its name. */
export function Labelled(props: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="labelled">
      <span>{props.label}</span>
      {props.children}
    </label>
  );
}
