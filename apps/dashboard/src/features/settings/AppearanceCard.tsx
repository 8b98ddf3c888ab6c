import { useMantineColorScheme } from '@mantine/core';
import { formatMoment } from '../../format/time.ts';
import { useNow } from '../../parts/Ago.tsx';
import { Card } from '../../parts/Card.tsx';
import { schemeWords } from '../../shell/ColourSchemeToggle.tsx';

export function AppearanceCard() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const now = useNow();
  return (
    <Card title="Appearance">
      <dl className="facts">
        <dt id="colours">colours</dt>
        <dd>
          <fieldset className="acts plain" aria-labelledby="colours">
            {(['auto', 'light', 'dark'] as const).map((scheme) => (
              <button
                key={scheme}
                type="button"
                className="btn small"
                aria-pressed={scheme === colorScheme}
                onClick={() => setColorScheme(scheme)}
              >
                {schemeWords[scheme]}
              </button>
            ))}
          </fieldset>
        </dd>
        <dt>times</dt>
        <dd>
          {new Intl.DateTimeFormat().resolvedOptions().timeZone}, as this browser is set: now is{' '}
          {formatMoment(new Date(now).toISOString())}. Downloads and the API have UTC.
        </dd>
      </dl>
    </Card>
  );
}
