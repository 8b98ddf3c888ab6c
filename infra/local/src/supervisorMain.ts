import { pino } from 'pino';
import { localEnv } from './env.ts';
import { homePaths } from './homePaths.ts';
import { supervise } from './supervisor.ts';

/** The detached process behind `seesaw up`: `supervisorMain.ts HOME`. SIGHUP: read again what is wanted. SIGTERM: stop all. */
const home = process.argv[2];
if (home === undefined) throw new Error('usage: supervisorMain.ts HOME');

const destination = pino.destination({ dest: homePaths(home).log('supervisor'), sync: true });
// On a full disk a line is lost, which must not end the process that keeps the services running.
destination.on('error', () => undefined);
const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination);
const supervisor = supervise({ home, env: localEnv(), log });

const onFatal = (cause: unknown): void => {
  log.fatal({ err: cause }, 'the supervisor met an unexpected error and stops everything');
  process.exitCode = 1;
  void supervisor.stop();
};
process.on('uncaughtException', onFatal);
process.on('unhandledRejection', onFatal);
process.on('SIGHUP', () => {
  supervisor.reconcile().catch((cause: unknown) => {
    log.error({ err: cause }, 'what is newly wanted could not be started; what runs goes on');
  });
});
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    log.info(`stopping everything (${name})`);
    void supervisor.stop();
  });
}

log.info({ pid: process.pid, home }, 'supervisor started');
await supervisor.reconcile().catch(onFatal);
await supervisor.finished;
log.info('supervisor ends');
process.exit();
