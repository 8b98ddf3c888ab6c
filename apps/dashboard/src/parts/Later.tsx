import { cloneElement, createContext, type ReactElement, type ReactNode, Suspense, use, useState } from 'react';

/** Whether what somebody waits for is on the screen, so that code for what can be opened may be loaded. */
export const TimeForMore = createContext(true);

/**
 * A button whose menu has its code loaded when the page has time for it, or at the first press, which then opens it. `children` draws
 * the button with its menu, which suspends as long as its code is on its way.
 */
export function Later(props: {
  button: ReactElement<{ onClick?: () => void }>;
  children: (isWanted: boolean) => ReactNode;
}) {
  const isTime = use(TimeForMore);
  const [isWanted, setIsWanted] = useState(false);
  const early = cloneElement(props.button, { onClick: () => setIsWanted(true) });
  if (!isTime && !isWanted) return early;
  return <Suspense fallback={early}>{props.children(isWanted)}</Suspense>;
}
