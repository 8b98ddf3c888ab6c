import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { Command } from 'commander';
import type { ApiClient } from '../apiClient.ts';
import { setAction } from '../commandAction.ts';
import type { ExitCode } from '../exitCodes.ts';
import { printComparison } from '../follow/comparison.ts';
import { endingText, exitCodeOf, watchSweep } from '../follow/watchSweep.ts';
import { plural } from '../output/words.ts';
import type { Session } from '../session.ts';
import { localProgress, startLocally } from '../startLocally.ts';
import { createFrom } from './sweepCreate.ts';
import { parseLocally } from './sweepValidate.ts';

const demoFile = 'examples/balance-mnist.yaml';
const demoPath = fileURLToPath(new URL(`../../../../${demoFile}`, import.meta.url));

export function demoCommand(session: Session): Command {
  const command = new Command('demo')
    .description('start everything, run a sweep on real handwritten digits and compare its trials; Ctrl-C stops')
    .option('--exit', 'stop everything after the comparison; data are kept');
  return setAction(command, (options: { exit?: boolean }) => demo(session, options.exit ?? false));
}

async function demo(session: Session, exit: boolean): Promise<ExitCode> {
  const { down } = await import('@seesaw/local/down');
  const { status } = await import('@seesaw/local/status');
  const { err, out, paint, signal } = session;
  const wasUp = status().supervisorPid !== undefined;
  let ours: number | undefined;
  try {
    await startLocally(session);
    ours = status().supervisorPid;
    signal.throwIfAborted();
    const api = await session.api();
    const yaml = await readFile(demoPath, 'utf8');
    const sweep = await createFrom(session, { file: demoFile, yaml, key: await demoKey(api, yaml) });
    const again = sweep.state === 'running' ? '' : ` (${sweep.state})`;
    err.write(`\n${paint.bold(sweep.name)}${again}: ${plural(sweep.plannedTrials, 'trial')} from ${demoFile}\n`);
    err.write(`Watch in the browser: ${paint.link(`${api.url}/sweeps/${sweep.id}`)}\n\n`);
    const last = await watchSweep(session, sweep.id);
    await printComparison(session, last.sweep);
    err.write(endingText(last.sweep, session));
    const address = paint.link(`${api.url}/sweeps/${sweep.id}`);
    out.write(`Samples and curves in the browser: ${address}${exit ? ' (after seesaw up)' : ''}\n`);
    if (!exit) {
      err.write('Seesaw stays up. Press Ctrl-C to stop it; all data are kept.\n');
      await untilStopped(signal, () => status().supervisorPid === ours);
    }
    return exitCodeOf(last.sweep);
  } finally {
    const stoppedElsewhere = ours !== undefined && status().supervisorPid !== ours;
    if (stoppedElsewhere) err.write('\nSeesaw was stopped by somebody else. All data are kept.\n');
    // What was running before the demo, or was started after it was stopped, is not the demo's to stop.
    else if (exit || !wasUp) {
      err.write('\nStopping Seesaw …\n');
      await down({ onProgress: await localProgress(session) });
      err.write('All data are kept: seesaw up brings them back.\n');
    }
  }
}

/**
 * The same key while the demo of this file runs, so that a second `demo` joins it; a new one after it has ended, so that
 * the demo can be run again.
 */
async function demoKey(api: ApiClient, yaml: string): Promise<string> {
  const { items } = await api.sweeps({ limit: 200 });
  const parsed = await parseLocally(yaml);
  const ended = items.find((row) => parsed.ok && row.name === parsed.sweep.name && isEndedSweep(row.state));
  const digest = createHash('sha256').update(yaml).digest('hex').slice(0, 16);
  return `demo-${digest}-after-${ended?.id ?? 'nothing'}`;
}

/** Until Ctrl-C, or until another terminal stopped what runs. */
async function untilStopped(signal: AbortSignal, isUp: () => boolean): Promise<void> {
  while (!signal.aborted && isUp()) {
    // Rejects only when it is aborted, which ends the loop.
    await setTimeout(1_000, undefined, { signal }).catch(() => undefined);
  }
}
