import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { ColourSchemeToggle } from './ColourSchemeToggle.tsx';
import type { HelpDialog } from './HelpDialog.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { Logo } from './Logo.tsx';
import { SignOutButton } from './SignOutButton.tsx';
import { StreamBanner } from './StreamBanner.tsx';
import { useKeys } from './useKeys.ts';

export function AppShell() {
  const [helpOpened, help] = useDisclosure(false);
  // Dialogs are a good part of the code of a page that has none: whoever asks for help waits for it.
  const [Help, setHelp] = useState<typeof HelpDialog | undefined>(undefined);
  const openHelp = async () => {
    const code = await import('./HelpDialog.tsx').catch(() => undefined);
    // Without a server there is none, which the banner says.
    if (code === undefined) return;
    setHelp(() => code.HelpDialog);
    help.open();
  };
  useKeys([['?', () => void openHelp()]]);
  return (
    <div className="app">
      <nav className="rail" aria-label="Pages">
        <Link to="/sweeps" aria-label="Seesaw">
          <Logo />
        </Link>
        <RailLink to="/sweeps" label="Sweeps" icon="sweeps" />
        <RailLink to="/new" label="New sweep" icon="add" />
        <RailLink to="/compare" label="Compare" icon="compare" />
        <RailLink to="/workers" label="Workers" icon="workers" />
        <span className="spacer" />
        <ColourSchemeToggle />
        <RailLink to="/settings" label="Settings" icon="settings" />
        <SignOutButton />
        <button
          type="button"
          className="item"
          title="Keyboard and help (?)"
          aria-label="Help"
          onClick={() => void openHelp()}
        >
          <Icon name="help" />
        </button>
      </nav>
      <div style={{ minWidth: 0 }}>
        <StreamBanner />
        <Outlet />
      </div>
      {Help !== undefined && <Help opened={helpOpened} onClose={help.close} />}
    </div>
  );
}

function RailLink(props: {
  to: '/sweeps' | '/new' | '/compare' | '/workers' | '/settings';
  label: string;
  icon: IconName;
}) {
  return (
    <Link
      to={props.to}
      className="item"
      title={props.label}
      aria-label={props.label}
      activeOptions={{ includeSearch: false }}
    >
      <Icon name={props.icon} />
    </Link>
  );
}
