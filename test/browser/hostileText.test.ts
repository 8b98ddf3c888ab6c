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
  const page = await open('/sweeps');
  for (const [path, text] of [
    ['/sweeps', name],
    [`/sweeps/${id}`, `Also ${name}`],
    [`/sweeps/${id}?tab=config`, name],
    [`/trials/${trial?.id}`, name],
    [`/compare?trials=${trial?.id}`, 'What differs'],
    [`/new?clone=${id}`, `${name}-2`],
  ] as const) {
    await page.goto(new URL(path, inject('endpoints').apiUrl).href);
    await page.getByText(text).first().waitFor();
    expect(await page.locator('img[src="x"]').count(), path).toBe(0);
  }
});
