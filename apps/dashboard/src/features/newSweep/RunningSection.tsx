import { checkpointEvery } from '@seesaw/shared/settings/checkpointSettings';
import { retrySettings, runningSettings } from '@seesaw/shared/settings/runningSettings';
import type { Setting } from '@seesaw/shared/settings/setting';
import { setKey, setSection } from './editSweepText.ts';
import { KeepRow } from './KeepRow.tsx';
import { SettingRow } from './SettingRow.tsx';
import { type SweepForm, valueAt } from './sweepForm.ts';

const rows: readonly { readonly setting: Setting; readonly path: readonly string[] }[] = [
  ...runningSettings.map((setting) => ({ setting, path: [setting.key] })),
  ...retrySettings.map((setting) => ({ setting, path: ['retry', setting.key] })),
  { setting: checkpointEvery, path: ['checkpoint', checkpointEvery.key] },
];
const keepPath = ['checkpoint', 'keep'];

/** How fast a sweep runs and where, when it gives up, what it saves. */
export function RunningSection(props: { form: SweepForm; text: string; onText: (text: string) => void }) {
  const { form, text, onText } = props;
  return (
    <>
      {rows.map(({ setting, path }) => (
        <SettingRow
          key={path.join('.')}
          setting={setting}
          path={path.join('.')}
          name={path.join('.')}
          value={valueAt(form.file, path)}
          onChange={(value) => onText(setKey(text, path, value))}
        />
      ))}
      <KeepRow
        value={valueAt(form.file, keepPath)}
        onChange={(keep) =>
          onText(typeof keep === 'object' ? setSection(text, keepPath, keep) : setKey(text, keepPath, keep))
        }
      />
    </>
  );
}

/** How many of these settings a file has. */
export function countRunning({ file }: SweepForm): { readonly set: number; readonly all: number } {
  const paths = [...rows.map(({ path }) => path), keepPath];
  return { set: paths.filter((path) => valueAt(file, path) !== undefined).length, all: paths.length };
}
