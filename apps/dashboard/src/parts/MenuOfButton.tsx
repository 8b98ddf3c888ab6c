import { Menu, type MenuProps } from '@mantine/core';
import type { CSSProperties, ReactElement, ReactNode } from 'react';

export type MenuOptions = Pick<MenuProps, 'disabled' | 'closeOnItemClick'> & { dropdownStyle?: CSSProperties };

/** Gets the parts of a menu: whoever writes one down does not load them. */
export type MenuChildren = (parts: typeof Menu) => ReactNode;

export function MenuOfButton(
  props: MenuOptions & { button: ReactElement; defaultOpened: boolean; children: MenuChildren },
) {
  const { button, children, dropdownStyle, ...options } = props;
  return (
    <Menu position="bottom-end" {...options}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown {...(dropdownStyle === undefined ? {} : { style: dropdownStyle })}>{children(Menu)}</Menu.Dropdown>
    </Menu>
  );
}
