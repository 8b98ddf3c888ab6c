import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, runCommand } from '../command.ts';
import { stopRules } from '../stopRules.ts';
import type { OwnService } from './service.ts';

export interface TemporalOptions {
  /** Folder of the database file. */
  folder: string;
  program: string;
  port: number;
  /** Of its web page; without it there is none. */
  uiPort?: number | undefined;
}

/**
 * Without the first two the server ignores priorities, and the first of two sweeps takes every slot of a pool (server 1.29).
 * With more than one partition it orders the tasks of each one only, which on one machine buys nothing.
 */
const dynamicConfig = [
  'matching.useNewMatcher=true',
  'matching.enableFairness=true',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
];

/** Temporal's development server on a SQLite file that survives restarts. */
export function temporalService({ folder, program, port, uiPort }: TemporalOptions): OwnService {
  const address = `127.0.0.1:${port}`;
  return {
    kind: 'own',
    name: 'temporal',
    port,
    url: address,
    ...stopRules.temporal,
    readyTimeoutMs: 60_000,
    async prepare() {
      if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    },
    launch: () => ({
      file: program,
      args: [
        ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
        ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
        ...['--db-filename', join(folder, 'temporal.db'), '--log-level', 'warn', '--log-format', 'json'],
        ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
        ...dynamicConfig.flatMap((setting) => ['--dynamic-config-value', setting]),
      ],
      env: { TEMPORAL_ADDRESS: undefined },
      cwd: folder,
    }),
    ready: () => temporalAnswers(program, address),
  };
}

/** Whether the server is healthy and its default namespace is registered. */
async function temporalAnswers(program: string, address: string): Promise<boolean> {
  try {
    await runCommand(program, ['operator', 'namespace', 'describe', 'default', '--address', address], {
      timeoutMs: 5_000,
    });
    return true;
  } catch (cause) {
    if (cause instanceof CommandFailed) return false;
    throw cause;
  }
}
