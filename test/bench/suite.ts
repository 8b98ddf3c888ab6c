/** What a suite's module exports as `run`: takes the flags after its name, gives what is printed as JSON. */
export type BenchSuite = (args: readonly string[]) => Promise<unknown>;

export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
