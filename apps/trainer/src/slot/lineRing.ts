import type { Readable } from 'node:stream';

const KEPT_LINES = 20;
const MAX_LINE = 2_000;

/** The last lines that a process printed: bounded, so that a chatty child costs nothing. */
export interface LineRing {
  readonly lines: readonly string[];
  /** Reads the stream line by line for its whole life. */
  follow(stream: Readable, onLine: (line: string) => void): void;
  /** What was printed so far explains nothing that comes. */
  forget(): void;
}

export function createLineRing(): LineRing {
  const lines: string[] = [];
  return {
    lines,
    follow(stream, onLine) {
      let rest = '';
      const take = (raw: string) => {
        const line = withoutCredentials(raw.length > MAX_LINE ? `${raw.slice(0, MAX_LINE)}…` : raw).trimEnd();
        if (line === '') return;
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        onLine(line);
      };
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n');
        rest = parts.pop() ?? '';
        // Something without line ends (a progress bar, bytes) must not grow without bound.
        if (rest.length > MAX_LINE) {
          take(rest);
          rest = '';
        }
        for (const part of parts) take(part);
      });
      stream.on('end', () => take(rest));
    },
    forget() {
      lines.length = 0;
    },
  };
}

/** `scheme://user:password@host` without the middle. */
export function withoutCredentials(line: string): string {
  return line.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@');
}
