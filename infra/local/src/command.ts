import { spawn } from 'node:child_process';

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Kill the command after this time. */
  timeoutMs?: number;
}

/** A command that could not be started, failed, or took too long. `output` is what it wrote, stdout and stderr together. */
export class CommandFailed extends Error {
  readonly output: string;
  constructor(message: string, output: string, options?: ErrorOptions) {
    super(output === '' ? message : `${message}\n${lastLines(output, 15)}`, options);
    this.name = 'CommandFailed';
    this.output = output;
  }
}

/** Runs a command to its end and gives its standard output. Throws {@link CommandFailed}. */
export function runCommand(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { timeoutMs, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let all = '';
    let tooLong = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            tooLong = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      all += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      all += chunk.toString();
    });
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new CommandFailed(`could not start ${file}: ${cause.message}`, '', { cause }));
    });
    child.on('close', (code, signalName) => {
      clearTimeout(timer);
      if (code === 0) resolve(stdout);
      else
        reject(
          new CommandFailed(
            `${file} ${tooLong ? `took longer than ${timeoutMs} ms` : endedHow(code, signalName)}`,
            all,
          ),
        );
    });
  });
}

/** How a process ended, in words. */
export function endedHow(code: number | null, signalName: NodeJS.Signals | null): string {
  return signalName === null ? `exited with code ${code}` : `was killed by ${signalName}`;
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
