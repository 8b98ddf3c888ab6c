import { useMantineColorScheme } from '@mantine/core';
import { Icon } from './Icon.tsx';

const next = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const icons = { auto: 'auto', light: 'sun', dark: 'moon' } as const;
export const schemeWords = { auto: 'as the system', light: 'light', dark: 'dark' } as const;

/** System → light → dark → system. */
export function ColourSchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = `Colours: ${schemeWords[colorScheme]}. Change to ${schemeWords[next[colorScheme]]}`;
  return (
    <button
      type="button"
      className="item"
      title={label}
      aria-label={label}
      onClick={() => setColorScheme(next[colorScheme])}
    >
      <Icon name={icons[colorScheme]} />
    </button>
  );
}
