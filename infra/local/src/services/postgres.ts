import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { commandLineOf } from '../processIdentity.ts';
import { stopRules } from '../stopRules.ts';
import { unprivilegedAccount } from '../unprivileged.ts';
import {
  createDatabase,
  mlflowDatabase,
  postgresAnswers,
  seesawDatabase,
  withDatabase,
  withoutPassword,
} from './postgresDatabases.ts';
import { postgresDataFolder } from './postgresDataFolder.ts';
import type { OwnService } from './service.ts';

const user = 'seesaw';

export interface PostgresOptions {
  home: string;
  /** Folder with `bin`, `lib`, `share`. */
  binaries: string;
  port: number;
  password: string;
}

/** The address of the home's own server, password included. */
export function ownPostgresUrl(port: number, password: string, database = seesawDatabase): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** A PostgreSQL of this home's own: loopback only, password by SCRAM, one database for Seesaw and one for MLflow. */
export function postgresService({ home, binaries, port, password }: PostgresOptions): OwnService {
  const account = unprivilegedAccount();
  const data = postgresDataFolder(home);
  const url = ownPostgresUrl(port, password);
  return {
    kind: 'own',
    name: 'postgres',
    port,
    url: withoutPassword(url),
    ...stopRules.postgres,
    readyTimeoutMs: 120_000,
    async prepare() {
      await initialise(data, binaries, password, account);
      removeDeadLockFile(data);
    },
    launch: () => ({
      file: join(binaries, 'bin', 'postgres'),
      args: [
        ...['-D', data, '-p', String(port)],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
        // So that a sweep of ten thousand trials is read from memory, and a minute of metrics fits between two checkpoints.
        ...['-c', 'shared_buffers=256MB', '-c', 'max_wal_size=2GB'],
      ],
      env: { LC_ALL: 'C', TZ: 'UTC', DATABASE_URL: undefined },
      cwd: data,
      uid: account?.uid,
      gid: account?.gid,
    }),
    async ready() {
      if (!(await postgresAnswers(withDatabase(url, 'postgres')))) return false;
      for (const name of [seesawDatabase, mlflowDatabase]) await createDatabase(withDatabase(url, 'postgres'), name);
      return true;
    },
  };
}

async function initialise(
  data: string,
  binaries: string,
  password: string,
  account = unprivilegedAccount(),
): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return;
  // initdb fills a folder beside the final one, so an interrupted one is simply done again.
  const parent = join(data, '..');
  const partial = `${data}.partial`;
  const passwordFile = `${data}.password`;
  rmSync(partial, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
  mkdirSync(parent, { recursive: true });
  mkdirSync(partial, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) for (const path of [partial, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    await runCommand(
      join(binaries, 'bin', 'initdb'),
      [
        ...['--pgdata', partial, '--username', user, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
        ...['--encoding', 'UTF8', '--locale', 'C', '--no-instructions'],
      ],
      { uid: account?.uid, gid: account?.gid, cwd: partial, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, data);
}

/**
 * After a crash the server's lock file names a process number that may belong to a stranger by now (always so in a
 * restarted container), and the server would refuse to start.
 */
function removeDeadLockFile(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!commandLineOf(pid).includes(data)) rmSync(file, { force: true });
}
