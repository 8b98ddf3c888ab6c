import type { ServingWorker } from '@seesaw/local/startWorker';
import { Command } from 'commander';
import { CliError, usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { trainerLine } from '../output/trainerLine.ts';
import { plural } from '../output/words.ts';
import type { Session } from '../session.ts';
import { localProgress } from '../startLocally.ts';
import { poolName } from './poolName.ts';

interface Options {
  readonly devices?: string;
  readonly pool?: string;
  readonly name?: string;
  readonly temporal?: string;
  readonly namespace?: string;
  readonly mlflow?: string;
}

export function workerStartCommand(session: Session): Command {
  const command = new Command('start')
    .description('run a trainer on this machine; Ctrl-C hands its trials back, with a checkpoint')
    .option('--devices <devices>', 'what it computes on: auto, cpu:2, cuda:0,1, or none:4 for test functions')
    .option('--pool <pool>', 'the pool whose trials it takes', poolName)
    .option('--name <name>', 'the same at every start; default: the name of this machine')
    .option('--temporal <host:port>', 'where Temporal answers')
    .option('--namespace <namespace>', "Temporal's namespace")
    .option('--mlflow <url>', 'where MLflow answers')
    .addHelpText(
      'after',
      '\nWithout these options the environment decides (SEESAW_DEVICES, SEESAW_POOL, SEESAW_HOST_NAME, TEMPORAL_ADDRESS,\n' +
        'TEMPORAL_NAMESPACE, MLFLOW_TRACKING_URI), then the system that runs here. The database is DATABASE_URL or the one that\n' +
        'runs here: its address holds a password, and everybody on this machine can read a command line.\n',
    );
  return setAction(command, async (options: Options) => {
    refuseSecrets(options);
    await serve(session, options);
    return undefined;
  });
}

async function serve(session: Session, options: Options): Promise<void> {
  const { err, out, paint, signal } = session;
  const { startWorker } = await import('@seesaw/local/startWorker');
  signal.addEventListener('abort', () =>
    err.write('Stopping: running trials write a checkpoint and are handed back.\n'),
  );
  try {
    await startWorker({
      ...{ devices: options.devices, pool: options.pool, name: options.name },
      ...{ temporalAddress: options.temporal, temporalNamespace: options.namespace, mlflowUrl: options.mlflow },
      onProgress: await localProgress(session),
      onReady: (worker) => out.write(readyText(worker, paint.good)),
      onLine: (line) => out.write(trainerLine(line, paint)),
      signal,
    });
  } catch (cause) {
    throw new CliError((cause as Error).message, { hint: 'See what is wrong: seesaw doctor', cause });
  }
  out.write('The worker has stopped.\n');
}

function readyText(worker: ServingWorker, good: (text: string) => string): string {
  const slots = worker.slots.map(({ device, threads }) => `${device}×${threads}`).join(', ');
  return [
    `${good(`Worker ${worker.name} is ready`)}: ${plural(worker.slots.length, 'slot')} (${slots}) for pool ${worker.pool}. Ctrl-C stops it.`,
    `  Temporal  ${worker.temporalAddress}`,
    `  Postgres  ${worker.databaseUrl}`,
    `  MLflow    ${worker.mlflowUrl}`,
    `  spool     ${worker.spool}`,
    '',
  ].join('\n');
}

function refuseSecrets({ temporal, mlflow }: Options): void {
  if (/\/\/[^/@]*@/.test(`${mlflow}`) || temporal?.includes('@') === true) {
    throw usageError(
      'An address with a user or password does not belong on a command line, which everybody on this machine can read.',
      'Set it in the environment: MLFLOW_TRACKING_URI, TEMPORAL_ADDRESS.',
    );
  }
}
