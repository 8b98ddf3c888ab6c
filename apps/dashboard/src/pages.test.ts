import { expect, test } from 'vitest';
import { pageAt } from './pages.ts';

test('the page at an address is known with what the address names, and home is the list of sweeps', () => {
  for (const home of ['/', '/sweeps', '/sweeps/']) expect(pageAt(home)).toEqual({ page: 'sweeps', params: {} });
  expect(pageAt('/sweeps/a%2Fb/')).toEqual({ page: 'sweep', params: { sweepId: 'a/b' } });
  expect(pageAt('/trials/7')).toEqual({ page: 'trial', params: { trialId: '7' } });
  expect(pageAt('/new')?.page).toBe('newSweep');
});

test('an address without a page has none, and one that nobody can decode does not throw', () => {
  for (const nowhere of ['/sweep', '/sweeps/a/b', '/trials']) expect(pageAt(nowhere)).toBeUndefined();
  expect(pageAt('/sweeps/100%')).toEqual({ page: 'sweep', params: { sweepId: '100%' } });
});
