/** What `up`, `down` and the set-up tell while they work; one step goes through `started`, any number of `doing`, then `done` or `failed`. */
export interface ProgressEvent {
  /** Name of the step: a service, or a set-up step such as `libtensorflow`. */
  step: string;
  kind: 'started' | 'doing' | 'done' | 'failed';
  /** For people. */
  text: string;
  /** Since the step began. */
  elapsedMs: number;
}

export type OnProgress = (event: ProgressEvent) => void;

/** Runs one step and reports its beginning, its end and how long it took. */
export async function reportedStep<T>(
  step: string,
  onProgress: OnProgress,
  work: (report: (line: string) => void) => Promise<T>,
  describe: (result: T) => string,
): Promise<T> {
  const startMs = performance.now();
  const tell = (kind: ProgressEvent['kind'], text: string) =>
    onProgress({ step, kind, text, elapsedMs: Math.round(performance.now() - startMs) });
  tell('started', '');
  try {
    const result = await work((line) => tell('doing', line));
    tell('done', describe(result));
    return result;
  } catch (cause) {
    tell('failed', cause instanceof Error ? cause.message : String(cause));
    throw cause;
  }
}

const marks = { started: '…', doing: '…', done: '✓', failed: '✗' } as const;

/** One plain line for people: `✓ postgres       postgresql://…  1.2 s`. */
export function progressLine({ step, kind, text, elapsedMs }: ProgressEvent): string {
  const duration = kind === 'done' || kind === 'failed' ? `  ${(elapsedMs / 1000).toFixed(1)} s` : '';
  return `${marks[kind]} ${step.padEnd(14)} ${text === '' ? 'checking' : text}${duration}`;
}
