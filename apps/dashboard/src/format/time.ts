/** "41 s", "3 min 20 s", "1 h 12 min". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} d`;
}

/** "12 s ago"; a clock that is a little behind gives "now", never a negative age. */
export function formatAgo(iso: string, nowMs: number): string {
  const age = nowMs - Date.parse(iso);
  if (!Number.isFinite(age)) return '–';
  return age < 2000 ? 'now' : `${formatDuration(age)} ago`;
}

/** Local date and time for titles; the wire is UTC. */
export function formatMoment(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

/** Local clock with seconds, for log and event lines. */
export function formatClock(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB');
}
