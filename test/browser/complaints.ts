import type { Page } from 'playwright-core';

/** Runs in the page before anything else does. */
const reportViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('content security policy: ' + event.effectiveDirective + ' refused ' + event.blockedURI));`;

/** Everything a person with open developer tools would be alarmed by; the list grows while the page lives. */
export async function watchForComplaints(page: Page): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  page.on('dialog', async (dialog) => {
    complaints.push(`${dialog.type()} dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.addInitScript({ content: reportViolations });
  return complaints;
}
