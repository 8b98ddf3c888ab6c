/** What is asked for; nothing where that fails or takes longer. */
export async function soon<T>(asked: Promise<T>, withinMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), withinMs);
  });
  const found = await Promise.race([asked.catch(() => undefined), late]);
  clearTimeout(timer);
  return found;
}
