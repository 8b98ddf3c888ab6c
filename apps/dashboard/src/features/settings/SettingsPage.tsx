import { Card } from '../../parts/Card.tsx';
import { Shortcuts } from '../../shell/Shortcuts.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { AccessCard } from './AccessCard.tsx';
import { AppearanceCard } from './AppearanceCard.tsx';
import { KeptCard } from './KeptCard.tsx';
import { SystemCard } from './SystemCard.tsx';

export function SettingsPage() {
  usePageTitle('Settings');
  return (
    <main className="page">
      <div className="head" style={{ marginBottom: 12 }}>
        <h1>Settings</h1>
      </div>
      <div className="cols-2" style={{ alignItems: 'start' }}>
        <div className="stack">
          <AppearanceCard />
          <AccessCard />
          <KeptCard />
        </div>
        <div className="stack">
          <SystemCard />
          <Card title="Keyboard">
            <Shortcuts />
          </Card>
        </div>
      </div>
    </main>
  );
}
