import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { ColourSchemeToggle } from './ColourSchemeToggle.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { Logo } from './Logo.tsx';
import { SignOutButton } from './SignOutButton.tsx';
import { StreamBanner } from './StreamBanner.tsx';
import { useKeys } from './useKeys.ts';

export function AppShell() {
  const [helpOpened, help] = useDisclosure(false);
  useKeys([['?', help.open]]);
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
        <button type="button" className="item" title="Keyboard and help (?)" aria-label="Help" onClick={help.open}>
          <Icon name="help" />
        </button>
      </nav>
      <div style={{ minWidth: 0 }}>
        <StreamBanner />
        <Outlet />
      </div>
      <HelpDialog opened={helpOpened} onClose={help.close} />
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
