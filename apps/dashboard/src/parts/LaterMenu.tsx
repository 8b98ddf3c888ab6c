import { lazy, type ReactElement } from 'react';
import { Later } from './Later.tsx';
import type { MenuChildren, MenuOptions } from './MenuOfButton.tsx';

const MenuOfButton = lazy(async () => ({ default: (await import('./MenuOfButton.tsx')).MenuOfButton }));

/** A button with a menu, whose code comes when the page has time. */
export function LaterMenu(
  props: MenuOptions & { button: ReactElement<{ onClick?: () => void }>; children: MenuChildren },
) {
  return <Later button={props.button}>{(isWanted) => <MenuOfButton {...props} defaultOpened={isWanted} />}</Later>;
}
