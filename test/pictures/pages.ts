import type { Page } from 'playwright-core';

/** One page to be looked at. */
export interface Picture {
  readonly name: string;
  readonly path: string;
  /** A text that stands there only once the page has its data. */
  readonly has: string | RegExp;
  /** Done when it is there, to be seen with what that opens; where the server goes away, after it has. */
  readonly act?: (page: Page) => Promise<void>;
  readonly phone?: true;
  /** Pixels; where what follows is large and like what was before. */
  readonly mostHeight?: number;
}

/** Nothing was ever made. */
export const emptyPages: readonly Picture[] = [
  { name: 'sweeps', path: '/sweeps', has: 'No sweep yet.' },
  { name: 'new-sweep', path: '/new', has: /^Launch \d/ },
  { name: 'compare', path: '/compare', has: 'Nothing to compare yet.' },
  { name: 'workers', path: '/workers', has: /slot/ },
  { name: 'settings', path: '/settings', has: /answers/ },
];

export function manyPages(id: string, trials: number): Picture[] {
  const search = (view: string) => `/sweeps/${id}?tab=search&view=${view}`;
  const all = new RegExp(trials.toLocaleString('en-US'));
  return [
    {
      name: 'overview',
      path: `/sweeps/${id}`,
      has: all,
      mostHeight: 1200,
      // Until the map has them all.
      act: (page) => page.getByText(/^the first /).waitFor({ state: 'hidden' }),
    },
    { name: 'table', path: `/sweeps/${id}?tab=table`, has: all },
    { name: 'groups', path: `/sweeps/${id}?tab=table&by=point.noise`, has: /groups?/ },
    { name: 'curves', path: `/sweeps/${id}?tab=curves&of=match`, has: /of [1-9][\d,]* points/ },
    { name: 'parallel', path: `/sweeps/${id}?tab=search`, has: all },
    { name: 'importance', path: search('importance'), has: /n = / },
    { name: 'slice', path: search('slice'), has: all },
    { name: 'contour', path: search('contour'), has: all },
    { name: 'matrix', path: search('matrix'), has: all },
    { name: 'best', path: search('history'), has: all },
    { name: 'slots', path: search('slots'), has: 'Timeline of slots' },
    { name: 'config', path: `/sweeps/${id}?tab=config`, has: /hartmann6/ },
    { name: 'events', path: `/sweeps/${id}?tab=events`, has: /is completed/ },
  ];
}

export function livePages(id: string, trialId: number): Picture[] {
  return [
    { name: 'sweeps', path: '/sweeps', has: 'balance-mnist' },
    { name: 'overview', path: `/sweeps/${id}`, has: /^\d+ trials/, mostHeight: 1200 },
    { name: 'table', path: `/sweeps/${id}?tab=table`, has: /^\d+ trials/ },
    { name: 'curves', path: `/sweeps/${id}?tab=curves`, has: /of [1-9][\d,]* points/ },
    { name: 'events', path: `/sweeps/${id}?tab=events`, has: 'Events' },
    { name: 'workers', path: '/workers', has: /slot/ },
    { name: 'logs', path: `/trials/${trialId}?tab=logs`, has: /Evaluated: score/ },
    { name: 'phone', path: `/sweeps/${id}`, has: /^\d+ trials/, phone: true, mostHeight: 1300 },
  ];
}

/** What a trial shows when it has ended, and what only ended ones have. */
export function endedPages(id: string, trialIds: readonly number[]): Picture[] {
  const [trialId] = trialIds;
  return [
    { name: 'balance', path: `/sweeps/${id}`, has: '12 trials', mostHeight: 1300 },
    { name: 'search', path: `/sweeps/${id}?tab=search`, has: /^12 trials/ },
    { name: 'slots', path: `/sweeps/${id}?tab=search&view=slots`, has: 'Timeline of slots' },
    { name: 'samples', path: `/sweeps/${id}?tab=samples`, has: 'same z everywhere', mostHeight: 1250 },
    { name: 'trial', path: `/trials/${trialId}`, has: /of [1-9][\d,]* points/, mostHeight: 1050 },
    {
      name: 'explore',
      path: `/trials/${trialId}?tab=explore`,
      has: 'Latent explorer',
      mostHeight: 1300,
      async act(page) {
        await page.getByRole('button', { name: 'Open the generator' }).click();
        await page.getByLabel('way', { exact: true }).fill('0.5');
        await page.getByRole('button', { name: 'Generate', exact: true }).click();
        await page.getByRole('img', { name: /^New samples/ }).waitFor();
      },
    },
    { name: 'attempts', path: `/trials/${trialId}?tab=attempts`, has: /slot \d/ },
    { name: 'checkpoints', path: `/trials/${trialId}?tab=checkpoints`, has: /global_step_/ },
    { name: 'trial-config', path: `/trials/${trialId}?tab=config`, has: 'config hash' },
    {
      name: 'compare',
      path: `/compare?trials=${trialIds.slice(0, 4).join(',')}`,
      has: 'Last values',
      mostHeight: 1000,
    },
    { name: 'clone', path: `/new?clone=${id}`, has: /^12 trials/ },
    { name: 'help', path: '/sweeps', has: 'balance-mnist', act: (page) => page.keyboard.press('?') },
    {
      name: 'extend',
      path: `/sweeps/${id}`,
      has: '12 trials',
      mostHeight: 800,
      act: (page) => page.getByRole('button', { name: 'Extend', exact: true }).click(),
    },
  ];
}

/** Opened while the server answered; then it is gone. */
export function brokenPages(id: string, trialIds: readonly number[]): Picture[] {
  const [trialId] = trialIds;
  const sweep = `/sweeps/${id}`;
  return [
    { name: 'sweeps', path: '/sweeps', has: 'balance-mnist' },
    { name: 'overview', path: sweep, has: '12 trials' },
    { name: 'table', path: `${sweep}?tab=table`, has: '12 trials' },
    { name: 'curves', path: `${sweep}?tab=curves`, has: /of [1-9][\d,]* points/ },
    { name: 'search', path: `${sweep}?tab=search`, has: /^12 trials/ },
    { name: 'samples', path: `${sweep}?tab=samples`, has: 'same z everywhere' },
    { name: 'trial', path: `/trials/${trialId}`, has: /of [1-9][\d,]* points/ },
    { name: 'compare', path: `/compare?trials=${trialIds.slice(0, 4).join(',')}`, has: 'Last values' },
    { name: 'new-sweep', path: '/new?start=recipe:mnist-bce', has: /^6 trials/ },
    { name: 'workers', path: '/workers', has: /slot/ },
    { name: 'settings', path: '/settings', has: /answers/ },
    {
      name: 'command',
      path: sweep,
      has: '12 trials',
      async act(page) {
        await page.getByRole('button', { name: 'Extend', exact: true }).click();
        await page.getByLabel('more trials').fill('2');
        await page.getByRole('dialog').getByRole('button', { name: 'Extend', exact: true }).click();
        await page.getByText('Extend unanswered.').waitFor();
      },
    },
    {
      name: 'never-seen',
      path: '/sweeps',
      has: 'balance-mnist',
      async act(page) {
        await page.getByRole('link', { name: 'balance-mnist' }).first().click();
        await page.getByText('Seesaw does not answer.').waitFor();
      },
    },
  ];
}
