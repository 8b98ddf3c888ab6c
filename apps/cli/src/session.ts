import type { ApiClient } from './apiClient.ts';
import type { CliEnv } from './env.ts';
import type { Paint } from './output/paint.ts';

/** What a command works with. Made once per run, so that tests can run commands in their own process. */
export interface Session {
  readonly env: CliEnv;
  /** Results: what a script would read. */
  readonly out: Writer;
  /** Progress, notes and errors. */
  readonly err: Writer;
  readonly paint: Paint;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Connects to the API, or says how to start it. */
  api(): Promise<ApiClient>;
  /** Where the API of the local system or SEESAW_API_URL answers. */
  apiUrl(): Promise<string>;
}

export interface Writer {
  write(text: string): void;
  /** A terminal that can be redrawn. */
  readonly isTTY: boolean;
  readonly columns: number;
}
