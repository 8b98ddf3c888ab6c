/** Polls until `probe` returns something other than undefined or false; fails with what was awaited and what was last seen. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  timeoutMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
      last = value;
    } catch (error) {
      // While a service is being killed its API may refuse; the deadline decides.
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `Waited ${timeoutMs / 1000} s for: ${what}. Last seen: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
}
