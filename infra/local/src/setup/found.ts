/** What a set-up step ended with. */
export interface Found {
  /** Version in the words of the thing itself. */
  version: string;
  /** Path or address. */
  where: string;
  /** Where it came from: given by the environment, already on the machine, left by an earlier set-up, or installed now. */
  how: 'given' | 'on PATH' | 'cached' | 'installed';
}

/** Receives one line of words about what a step is doing now. */
export type Report = (line: string) => void;

export interface StepContext {
  /** Folder shared by all homes of a user. */
  cache: string;
  report: Report;
}
