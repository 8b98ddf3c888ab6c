import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Sends what the Temporal SDK says into the structured log. Once per process, before any connection. */
export function installTemporalLog(log: Logger): void {
  const child = log.child({ part: 'temporal' });
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const { workflowInfo: _bulky, ...facts } = meta ?? {};
      child[levels[level]](facts, message);
    }),
    // Signals are handled by the composition root.
    shutdownSignals: [],
  });
}
