import { useEffect, useRef } from 'react';

/**
 * Moves a column one place to the front or back of its list. It keeps the focus, so that the next press moves on: where the list is
 * put into another order the browser takes it away, and a button that is disabled at the end of the way would lose it too.
 */
export function MoveButton(props: {
  label: string;
  by: -1 | 1;
  /** Of the column in its list. */
  place: number;
  /** Whether there is no place to move to. */
  isEnd: boolean;
  onMove: (by: -1 | 1) => void;
}) {
  const { by, isEnd } = props;
  const button = useRef<HTMLButtonElement>(null);
  const wasPressed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the column stands at another place
  useEffect(() => {
    if (wasPressed.current) button.current?.focus();
    wasPressed.current = false;
  }, [props.place]);
  const words = `${props.label} to the ${by < 0 ? 'front' : 'back'}`;
  return (
    <button
      ref={button}
      type="button"
      className="btn small plain"
      aria-label={words}
      title={words}
      aria-disabled={isEnd}
      onClick={() => {
        if (isEnd) return;
        wasPressed.current = true;
        props.onMove(by);
      }}
    >
      {by < 0 ? '↑' : '↓'}
    </button>
  );
}
