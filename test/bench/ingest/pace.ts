import { setImmediate as turn } from 'node:timers/promises';
import { ownProcessorSeconds, serverProcessorSeconds } from './processorSeconds.ts';

/** What a load reached. Points count once they are committed. */
export interface Pace {
  readonly seconds: number;
  readonly points: number;
  readonly pointsPerSecond: number;
  /** Whole windows only. */
  readonly perWindow: number[];
  readonly windowSeconds: number;
  /** Processor seconds of this process and of the server for a million points: what noise of other programs changes least. */
  readonly ownSecondsPerMillion: number;
  readonly serverSecondsPerMillion: number | null;
}

/** Runs `load` until the time is over; `count` is what it has committed so far. */
export async function measurePace(input: {
  seconds: number;
  windowSeconds: number;
  backendPid: number;
  count: () => number;
  load: (until: () => boolean) => Promise<unknown>;
  onWindow?: (pointsPerSecond: number) => void;
}): Promise<Pace> {
  const { seconds, windowSeconds, backendPid, count, load, onWindow } = input;
  const perWindow: number[] = [];
  const before = { own: ownProcessorSeconds(), server: await serverProcessorSeconds(backendPid), points: count() };
  const start = performance.now();
  let windowStart = start;
  let windowPoints = before.points;
  const timer = setInterval(() => {
    const now = performance.now();
    const rate = Math.round(((count() - windowPoints) * 1000) / (now - windowStart));
    perWindow.push(rate);
    onWindow?.(rate);
    windowStart = now;
    windowPoints = count();
  }, windowSeconds * 1000);
  await load(() => performance.now() - start >= seconds * 1000);
  clearInterval(timer);
  const took = (performance.now() - start) / 1000;
  const server = await serverProcessorSeconds(backendPid);
  const points = count() - before.points;
  const perMillion = (spent: number) => Number(((spent * 1e6) / points).toFixed(2));
  return {
    seconds: Number(took.toFixed(2)),
    points,
    pointsPerSecond: Math.round(points / took),
    perWindow,
    windowSeconds,
    ownSecondsPerMillion: perMillion(ownProcessorSeconds() - before.own),
    serverSecondsPerMillion: server === null || before.server === null ? null : perMillion(server - before.server),
  };
}

/** Lets timers and sockets have their turn. */
export const breathe = (): Promise<void> => turn();
