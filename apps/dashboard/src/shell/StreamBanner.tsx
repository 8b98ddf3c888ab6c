import { useStreamState } from './streamState.ts';

/** Says so when what is on the screen no longer moves. */
export function StreamBanner() {
  if (useStreamState() !== 'down') return null;
  return (
    <div className="note warn" role="status" style={{ margin: 0, borderRadius: 0, borderWidth: '0 0 1px' }}>
      <span className="grow">
        <b>Not live.</b> The connection to Seesaw is down; what you see is the last known state. Trials go on without
        this page, and it reconnects by itself.
      </span>
    </div>
  );
}
