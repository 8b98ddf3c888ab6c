import type { WorkerRow } from '@seesaw/shared/records';
import type { WorkerStore } from '@seesaw/store/storePort';
import type { Logger } from 'pino';

export type OwnRow = Omit<WorkerRow, 'lastSeenAt' | 'state'>;

const EVERY_MS = 5_000;
/** How soon people see that a slot took up or gave up a trial. */
const LOOK_EVERY_MS = 500;

/** Keeps this trainer's row fresh, so that people see it, its slots and what they train. */
export interface WorkerRowKeeper {
  /** The last write: `gone`. A store that cannot be reached notices by the missing heartbeats. */
  close(): Promise<void>;
}

export function keepWorkerRow(options: {
  workers: Pick<WorkerStore, 'heartbeat' | 'gone'>;
  row: () => OwnRow;
  log: Logger;
}): WorkerRowKeeper {
  const { workers, row, log } = options;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let failing = false;
  let beating: Promise<void>;
  let written = { occupancy: '', atMs: Number.NEGATIVE_INFINITY };

  async function beat(): Promise<void> {
    const now = row();
    const occupancy = JSON.stringify(
      now.slots.map(({ lanes, childPid }) => [lanes.map((work) => work?.trialId), childPid]),
    );
    const due = occupancy !== written.occupancy || performance.now() - written.atMs >= EVERY_MS;
    if (due) await write(now, occupancy);
    if (closed) return;
    timer = setTimeout(() => {
      beating = beat();
    }, LOOK_EVERY_MS);
  }

  async function write(now: OwnRow, occupancy: string): Promise<void> {
    try {
      await workers.heartbeat(now);
      written = { occupancy, atMs: performance.now() };
      if (failing) log.info('the row of this trainer is fresh again');
      failing = false;
    } catch (error) {
      // Once an outage: it can last an hour.
      if (!failing) log.warn({ err: error }, 'the row of this trainer could not be refreshed; it is tried again');
      failing = true;
    }
  }
  beating = beat();

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await beating;
      try {
        await workers.gone(row().id);
      } catch (error) {
        log.warn({ err: error }, 'the row of this trainer could not be marked as gone');
      }
    },
  };
}
