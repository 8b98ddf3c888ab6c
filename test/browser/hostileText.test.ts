import { expect, inject } from 'vitest';
import { api, sweepIs } from '../system/api.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { test } from './dashboardTest.ts';

const name = '<img src=x onerror=alert(1)>';

test('a name that holds markup is text on every page', async ({ open }) => {
  const yaml = ringSweep({ name: `'${name}'`, steps: 40 }).replace('recipe:', `description: 'Also ${name}'\nrecipe:`);
  const { id } = await api.createSweep(yaml);
  await sweepIs(id, ['completed']);
  const [trial] = await api.trials(id);
  const remark = { tags: [name.replaceAll(',', '')], notes: `Noted ${name}` };
  await api.remark(`/sweeps/${id}`, remark);
  await api.remark(`/trials/${trial?.id}`, remark);
  const page = await open('/sweeps');
  const line = { id: 1, trialId: 1, attempt: 1, step: 1, level: 'warn', at: new Date(0).toISOString() };
  await page.route('**/logs?*', (route) =>
    route.fulfill({ json: { items: [{ ...line, message: `Logged ${name}` }] } }),
  );
  for (const [path, text] of [
    ['/sweeps', name],
    [`/sweeps/${id}`, `Also ${name}`],
    [`/sweeps/${id}?tab=config`, name],
    [`/sweeps/${id}`, `Noted ${name}`],
    [`/sweeps/${id}?tab=table&cols=tags,notes,score`, `Noted ${name}`],
    [`/sweeps?q=%23${encodeURIComponent(name.slice(0, 4))}`, `# ${name}`],
    [`/trials/${trial?.id}`, `Noted ${name}`],
    [`/trials/${trial?.id}?tab=logs`, `Logged ${name}`],
    [`/compare?trials=${trial?.id}`, 'What differs'],
    [`/new?clone=${id}`, `${name}-2`],
  ] as const) {
    await page.goto(new URL(path, inject('endpoints').apiUrl).href);
    await page.getByText(text).first().waitFor();
    expect(await page.locator('img[src="x"]').count(), path).toBe(0);
  }
});
