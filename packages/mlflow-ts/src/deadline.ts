export interface Deadline {
  /** Aborts when the time is over or the caller gives up. */
  signal: AbortSignal;
  /** Which of the two it was; null while neither happened. */
  endedBy: () => 'time' | 'caller' | null;
  /** Frees timer and listener; call it in `finally`. */
  clear: () => void;
}

/**
 * A time limit joined with the caller's own signal. Written out instead of `AbortSignal.any`, which in Node 20 keeps
 * every joined signal alive as long as a long-lived caller's signal (a trial, a process) does.
 */
export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let ended: 'time' | 'caller' | null = null;
  const end = (by: 'time' | 'caller') => {
    ended ??= by;
    controller.abort(by === 'caller' ? caller?.reason : undefined);
  };
  const onCallerAbort = () => end('caller');
  const timer = setTimeout(() => end('time'), timeoutMs);
  if (caller?.aborted) end('caller');
  caller?.addEventListener('abort', onCallerAbort, { once: true });
  return {
    signal: controller.signal,
    endedBy: () => ended,
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', onCallerAbort);
    },
  };
}
