import { useEffect, useRef } from 'react';

export type KeyActions = readonly (readonly [key: string, action: (event: KeyboardEvent) => void])[];

/** Single keys of a page, by `event.key`. Silent while a person types, or holds Ctrl, Alt or ⌘, or a dialog is open. */
export function useKeys(actions: KeyActions): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTaken(event)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const action = current.current.find(([key]) => key === event.key)?.[1];
      if (action === undefined) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** A focused control has the first claim on the keys it understands itself. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false;
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  if (target.matches('input:not([type=checkbox]):not([type=range]), textarea, select')) return true;
  if (target.matches('input[type=range]')) return key.startsWith('Arrow');
  return key === 'Enter' && target.matches('button, a, summary, input, [role=button]');
}
