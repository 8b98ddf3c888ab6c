import { ApiError } from '../../api/request.ts';
import type { SweepCommandState } from './useSweepCommand.ts';

export function CommandNotice(props: { command: SweepCommandState }) {
  const { command } = props;
  if (command.words === undefined) return null;
  if (command.isRequested) {
    return (
      <div className="note" role="status" style={{ marginTop: 10 }}>
        <span className="grow">
          <b>{command.words} requested…</b> waiting for the sweep to answer
        </span>
      </div>
    );
  }
  const failed = command.error instanceof ApiError ? command.error : undefined;
  const isUnanswered = failed?.status === 0;
  return (
    <div className={`note ${command.error === null ? '' : 'bad'}`} role="status" style={{ marginTop: 10 }}>
      <span className="grow">
        {command.error === null ? (
          <>
            <b style={{ color: 'var(--ok)' }}>✓ {command.words} acknowledged.</b> {command.answer}
          </>
        ) : (
          <>
            <b>
              {command.words} {isUnanswered ? 'unanswered' : 'refused'}.
            </b>{' '}
            {command.error.message}{' '}
            {isUnanswered ? 'When it is back, this page shows whether it was heard.' : failed?.hint}
          </>
        )}
      </span>
      <button type="button" className="btn small plain" onClick={command.dismiss} aria-label="Dismiss">
        ✕
      </button>
    </div>
  );
}
