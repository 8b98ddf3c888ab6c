import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/** What the Temporal SDK reports goes into the same structured log; once per process, before the first connection. */
export function sendTemporalLogsTo(log: Logger): void {
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { sdkComponent, error, ...facts } = meta ?? {};
    const line = {
      ...facts,
      component: `temporal ${sdkComponent ?? 'sdk'}`,
      ...(error === undefined ? {} : { err: error }),
    };
    if (level === 'ERROR') log.error(line, message);
    // A trainer has no workflows on purpose.
    else if (level === 'WARN' && !message.startsWith('No workflows registered')) log.warn(line, message);
    else log.debug(line, message);
  });
  Runtime.install({ logger, shutdownSignals: [] });
}
