import { inject } from 'vitest';
import { run } from '../../apps/cli/src/run.ts';

/** What `seesaw …` does, in this process: starting Node dozens of times would take most of a test's time. */
export async function seesawHere(
  ...words: readonly string[]
): Promise<{ stdout: string; stderr: string; code: number }> {
  const text = { stdout: '', stderr: '' };
  const writer = (to: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 120,
    write: (part: string) => {
      text[to] += part;
    },
  });
  const env = { SEESAW_API_URL: inject('endpoints').apiUrl };
  const code = await run(words, { env, out: writer('stdout'), err: writer('stderr') });
  return { code, ...text };
}
