import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What keeps people out: axe's words for findings that must not stay. */
const grave: ReadonlySet<string | null | undefined> = new Set(['serious', 'critical']);

/** Serious and critical findings of axe on the page as it is, one line each: the rule and where. `rules`: these alone. */
export async function graveFindings(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({
    resultTypes: ['violations'],
    ...(rules !== undefined && { runOnly: rules }),
  });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => grave.has(impact))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
}
