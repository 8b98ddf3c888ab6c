import { type ReactNode, useState } from 'react';

/** Opens by itself once something in it is set, and never closes by itself: a field that is emptied must not vanish. */
export function Fold(props: { isUsed: boolean; title: ReactNode; children: ReactNode }) {
  const { isUsed } = props;
  const [isOpen, setIsOpen] = useState(isUsed);
  const [wasUsed, setWasUsed] = useState(isUsed);
  if (isUsed !== wasUsed) {
    setWasUsed(isUsed);
    if (isUsed) setIsOpen(true);
  }
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}
