import type { ResolvedSweep } from './resolvedSweep.ts';
import { runningSettings } from './settings/runningSettings.ts';
import { settingIn } from './settings/setting.ts';
import type { FieldReader } from './sweepFileFields.ts';

/** What ends a sweep before its last trial: failures, time. */
export function readBudget(fields: FieldReader): Pick<ResolvedSweep, 'maxFailed' | 'maxFailedRate' | 'maxHours'> {
  const number = (key: string) => fields.setting(settingIn(runningSettings, key)) ?? null;
  return {
    maxFailed: number('max_failed'),
    maxFailedRate: number('max_failed_rate'),
    maxHours: number('max_hours'),
  };
}
