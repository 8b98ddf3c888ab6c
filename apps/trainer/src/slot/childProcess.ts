import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import type { SlotSpec } from '../devices.ts';
import type { BlockFromChild, FromChild, ToChild } from '../protocol.ts';
import { type ExitExplanation, explainExit } from './explainExit.ts';
import { createLineRing } from './lineRing.ts';
import { countOomKills } from './oomKills.ts';

/** TensorFlow on a cold disk and two busy cores. */
export const READY_TIMEOUT_MS = 120_000;

/** Absolute, because Node would look for it from the working directory, which can be anywhere. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export interface ChildEvents {
  onMessage(message: FromChild): void;
  /** What the child printed, credentials removed. */
  onLine(line: string, stream: 'stdout' | 'stderr'): void;
}

export type Readiness =
  | { readonly kind: 'ready'; readonly device: string; readonly library: string }
  | { readonly kind: 'failed'; readonly message: string };

/** One life of a slot's child process. */
export interface Child {
  readonly pid: number | null;
  readonly alive: boolean;
  /** Device and library as the child reported them, or why it never got there. Does not reject. */
  readonly ready: Promise<Readiness>;
  /** Resolves once, when the process is gone and everything it printed was read. */
  readonly exited: Promise<ExitExplanation>;
  /** Nothing happens when the child is gone: `exited` tells. */
  send(message: ToChild): void;
  /** Another trial begins: what was printed for earlier ones does not tell how this one ends. */
  forgetLines(): void;
  /** SIGKILL to the child and whatever it started. */
  kill(): void;
}

/**
 * Starts the child of a slot. Its own process group, so that Ctrl-C in a terminal reaches the supervisor only, which then
 * lets the child write its checkpoint. It ends by itself when the IPC channel closes: no child outlives its supervisor.
 */
export function startChild(options: {
  /** Absolute path of the program. */
  program: string;
  spec: SlotSpec;
  env: Readonly<Record<string, string>>;
  events: ChildEvents;
  log: Logger;
}): Child {
  const { program, spec, env, events, log } = options;
  const oomBefore = countOomKills();
  const child = fork(program, [], {
    execArgv: ['--import', TSX],
    serialization: 'advanced',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Which files it reads and what the processor can do would be told in the log of every trial.
    env: { TF_CPP_MIN_LOG_LEVEL: '1', ...env, ...spec.env },
  });
  const ring = createLineRing();
  if (child.stdout !== null) ring.follow(child.stdout, (line) => events.onLine(line, 'stdout'));
  if (child.stderr !== null) ring.follow(child.stderr, (line) => events.onLine(line, 'stderr'));

  let alive = true;
  const exited = whenGone(child).then(async ({ code, signal, cause }): Promise<ExitExplanation> => {
    alive = false;
    const [before, after] = [await oomBefore, await countOomKills()];
    const oomKilled = before === null || after === null ? null : after > before;
    const lastLines = cause === undefined ? ring.lines : [...ring.lines, cause.message];
    return explainExit({ code, signal, lastLines, oomKilled });
  });
  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone already, or never came to be: then the process itself is all there is.
      child.kill('SIGKILL');
    }
  };

  const ready = new Promise<Readiness>((resolve) => {
    const timer = setTimeout(() => {
      resolve({
        kind: 'failed',
        message: `The training process did not get ready within ${READY_TIMEOUT_MS / 1000} s.`,
      });
      kill();
    }, READY_TIMEOUT_MS);
    const settle = (readiness: Readiness) => {
      clearTimeout(timer);
      resolve(readiness);
    };
    child.on('message', (block: BlockFromChild) => {
      for (const message of block) {
        if (message.type === 'ready') settle({ kind: 'ready', device: message.device, library: message.library });
        events.onMessage(message);
      }
    });
    void exited.then(({ message }) => settle({ kind: 'failed', message }));
  });

  return {
    get pid() {
      return child.pid ?? null;
    },
    get alive() {
      return alive;
    },
    ready,
    exited,
    send(message) {
      if (!child.connected) return;
      // Without the callback Node would throw the error of a channel that closes meanwhile as uncaught.
      child.send(message, (error) => {
        if (error !== null) log.debug({ slot: spec.slot, err: error }, 'the child went away before it got a message');
      });
    },
    forgetLines: () => ring.forget(),
    kill,
  };
}

function whenGone(
  child: ChildProcess,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; cause?: Error | undefined }> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', (cause) => {
      // 'error' also reports a failed kill or send; only one at the start means that there is no process.
      if (child.pid === undefined) resolve({ code: null, signal: null, cause });
    });
  });
}
