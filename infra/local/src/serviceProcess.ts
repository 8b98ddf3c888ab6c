import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setPriority } from 'node:os';
import { endedHow } from './command.ts';
import { childEnv } from './env.ts';
import { identityOf, type ProcessIdentity, signal } from './processIdentity.ts';
import type { Launch, OwnService } from './services/service.ts';
import type { StopRule } from './stopRules.ts';
import { waitUntil } from './waitUntil.ts';

/** One run of a service's process, in a process group of its own so that its children can be ended with it. */
export interface ServiceProcess {
  identity: ProcessIdentity;
  /** Resolves with how it ended, in words. Never rejects. */
  ended: Promise<string>;
  /** Resolves when it is ready; rejects when it ends before, or takes too long. The address is what the process told. */
  ready: Promise<{ url: string | undefined }>;
}

/** Starts the process. Throws when the program cannot be started at all. */
export async function startServiceProcess(service: OwnService, logFile: string): Promise<ServiceProcess> {
  const child = await spawnLogged(service.launch(), logFile, service.ready === 'message');
  const pid = child.pid!;
  const identity = identityOf(pid) ?? { pid, startMark: 'ended at once' };
  const ended = new Promise<string>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(endedHow(child.exitCode, child.signalCode));
    else child.once('exit', (code, signalName) => resolve(endedHow(code, signalName)));
  }).then((how) => {
    // What the process started must not outlive it: the next run would meet its own children.
    signal(-pid, 'SIGKILL');
    return how;
  });
  return { identity, ended, ready: untilReady(service, child, ended) };
}

/** Ends a process and all of its group: asks, waits, then kills. */
export async function stopServiceProcess(
  identity: ProcessIdentity,
  { stopSignal, stopTimeoutMs }: StopRule,
): Promise<void> {
  const gone = () => identityOf(identity.pid)?.startMark !== identity.startMark;
  if (!gone()) {
    signal(identity.pid, stopSignal);
    try {
      await waitUntil(`process ${identity.pid} to end`, gone, { timeoutMs: stopTimeoutMs, everyMs: 20 });
    } catch {
      // It had its time; the group is killed below.
    }
  }
  signal(-identity.pid, 'SIGKILL');
  await waitUntil(`process ${identity.pid} to die`, gone, { timeoutMs: 10_000, everyMs: 20 });
}

function spawnLogged(launch: Launch, logFile: string, ipc: boolean): Promise<ChildProcess> {
  const log = openSync(logFile, 'a', 0o600);
  return new Promise((resolve, reject) => {
    const child = spawn(launch.file, [...launch.args], {
      cwd: launch.cwd,
      env: childEnv(launch.env),
      uid: launch.uid,
      gid: launch.gid,
      detached: true,
      stdio: ['ignore', log, log, ...(ipc ? (['ipc'] as const) : [])],
    });
    child.once('spawn', () => {
      // At once: threads that it starts later inherit it.
      if (launch.niceness !== undefined) stepBack(child.pid!, launch.niceness);
      resolve(child);
    });
    child.once('error', reject);
  }).finally(() => closeSync(log)) as Promise<ChildProcess>;
}

function stepBack(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // It has ended already, which is told by whoever waits for it to be ready.
  }
}

async function untilReady(
  service: OwnService,
  child: ChildProcess,
  ended: Promise<string>,
): Promise<{ url: string | undefined }> {
  let over: string | undefined;
  let said: { url: string | undefined } | undefined;
  void ended.then((how) => {
    over = how;
  });
  child.on('message', (message) => {
    if (isReadyMessage(message)) said = { url: message.url };
  });
  const { ready } = service;
  return waitUntil(
    `${service.name} to be ready`,
    async () => {
      if (over !== undefined) throw new Error(`${over} before it was ready`);
      if (ready === 'message') return said;
      return (await ready()) ? { url: undefined } : undefined;
    },
    { timeoutMs: service.readyTimeoutMs, everyMs: 100 },
  );
}

function isReadyMessage(message: unknown): message is { type: 'ready'; url?: string } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
