import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { tsxImport } from '../services/app.ts';

export interface OtherProcess {
  child: ChildProcess;
  pid: number;
  /** What it wrote so far. */
  output(): string;
  /** Resolves with its exit code; null after a signal. */
  ended: Promise<number | null>;
}

/** Runs TypeScript in a process of its own; `@src/` in the code stands for the address of the src folder. Killed with the test. */
export function otherProcess(code: string, env: Record<string, string> = {}): OtherProcess {
  const modules = new URL('..', import.meta.url).href;
  const source = code.replaceAll('@src/', modules);
  const child = spawn(process.execPath, ['--import', tsxImport, '--input-type=module', '--eval', source], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = once(child, 'close').then(([exitCode]) => exitCode as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, pid: child.pid!, output: () => output, ended };
}
