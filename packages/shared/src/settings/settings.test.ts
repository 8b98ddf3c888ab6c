import { expect, it } from 'vitest';
import { runningSettings } from './runningSettings.ts';
import { metricTarget, pbtSettings } from './searchSettings.ts';
import { type Setting, settingMisfit } from './setting.ts';
import { stopRules } from './stopRules.ts';

const found = (key: string, settings: readonly Setting[]) => settings.find((setting) => setting.key === key)!;

it('says what was expected of a value that does not fit', () => {
  const [concurrency, hours] = [found('concurrency', runningSettings), found('max_hours', runningSettings)];
  expect(settingMisfit(concurrency, 4)).toBeUndefined();
  expect(settingMisfit(concurrency, 0)).toBe('expected a whole number from 1 to 1000');
  expect(settingMisfit(concurrency, 1.5)).toBe('expected a whole number from 1 to 1000');
  expect(settingMisfit(concurrency, 'many')).toBe('expected a whole number from 1 to 1000');
  const pack = found('pack', runningSettings);
  expect(['auto', 1, 32].map((value) => settingMisfit(pack, value))).toEqual([undefined, undefined, undefined]);
  expect(settingMisfit(pack, 'many')).toBe('expected auto or a whole number from 1 to 32');
  expect(settingMisfit(hours, 0.1)).toBeUndefined();
  expect(settingMisfit(hours, 0)).toBe('expected a number above 0 and at most 8760');
  expect(settingMisfit(found('mode', stopRules.asha.settings), 'halt')).toBe('expected stop or promote');
  expect(settingMisfit(found('min_delta', stopRules.patience.settings), -1)).toBe('expected a number, 0 or more');
  expect(settingMisfit(metricTarget, -1e300)).toBeUndefined();
});

it('has a default that fits, for every setting that has one', () => {
  const all = [...runningSettings, ...pbtSettings, ...Object.values(stopRules).flatMap(({ settings }) => settings)];
  for (const setting of all) {
    if (setting.default !== undefined) expect(settingMisfit(setting, setting.default), setting.key).toBeUndefined();
    expect(setting.default !== undefined || setting.defaultInWords !== undefined || setting.isNeeded, setting.key).toBe(
      true,
    );
  }
});
