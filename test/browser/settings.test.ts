import { expect } from 'vitest';
import { api } from '../system/api.ts';
import { test } from './dashboardTest.ts';

test('settings say what answers in which version, choose the colours, and forget what the browser keeps', async ({
  open,
}) => {
  const { version, versions } = await api.health();
  const page = await open('/settings', { colorScheme: 'light', timezoneId: 'Asia/Kolkata' });
  for (const [part, expected] of [
    ['Seesaw', version],
    ['Postgres', versions.postgres],
    ['Temporal', versions.temporal],
    ['MLflow', versions.mlflow],
    ['Trainers', version],
  ] as const) {
    const row = page.getByRole('row').filter({ hasText: part });
    await row.getByText(/answers|live|1 here/).waitFor();
    expect(expected).toMatch(/^\d/);
    await row.getByRole('cell', { name: expected ?? '', exact: true }).waitFor();
  }
  await page.getByText('This server asks for no token.').waitFor();
  await page.getByText(/^Asia\/(Kolkata|Calcutta), as this browser is set/).waitFor();

  await page.getByRole('group', { name: 'colours' }).getByRole('button', { name: 'dark' }).click();
  await page.evaluate(`localStorage.setItem('seesaw-views:/sweeps/any', '[{"name":"a","search":""}]')`);
  await page.evaluate(`localStorage.setItem('seesaw.table.any', '{"cols":"number"}')`);
  await page.reload();
  await page.getByText('Named views of 1 page and table columns of 1 sweep.').waitFor();
  await page.getByRole('button', { name: 'Forget them' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget', exact: true }).click();
  await page.getByText('No named view and no choice of table columns.').waitFor();
  expect(await page.evaluate<string>('JSON.stringify({ ...localStorage })')).toBe(
    '{"mantine-color-scheme-value":"dark"}',
  );
});
