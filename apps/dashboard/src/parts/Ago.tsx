import { useSyncExternalStore } from 'react';
import { formatAgo, formatMoment } from '../format/time.ts';

/** One clock for the whole page: ages move together, once a second. */
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: number | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}

export function Ago(props: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={props.at} title={formatMoment(props.at)}>
      {formatAgo(props.at, now)}
    </time>
  );
}
