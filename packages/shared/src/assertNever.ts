/** Makes a switch over a string union exhaustive at compile time; throws if a value from outside slips through. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unknown ${what}: ${JSON.stringify(value)}`);
}
