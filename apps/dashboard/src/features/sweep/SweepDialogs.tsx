import type { CommandBody } from '@seesaw/shared/api';
import type { Keep } from '@seesaw/shared/keep';
import type { SweepRow } from '@seesaw/shared/records';
import { Confirm } from '../../parts/Confirm.tsx';
import { ExtendDialog } from './ExtendDialog.tsx';
import { PlacesDialog } from './PlacesDialog.tsx';
import { RetentionDialog } from './RetentionDialog.tsx';
import { RetryDialog } from './RetryDialog.tsx';

export type SweepQuestion = 'stop' | 'cancel' | 'delete' | 'retry' | 'extend' | 'places' | 'retention';

/** What is asked before something is done to a sweep. */
export function SweepDialogs(props: {
  sweep: SweepRow;
  question: SweepQuestion | undefined;
  close: () => void;
  send: (body: CommandBody, words: string) => void;
  retain: (keep: Keep) => void;
  isDeleting: boolean;
  onDelete: () => void;
}) {
  const { sweep, question, close, send, retain } = props;
  return (
    <>
      <Confirm
        opened={question === 'stop'}
        title="Stop after the running trials?"
        action="Stop"
        onClose={close}
        onConfirm={() => send({ kind: 'stop' }, 'Stop')}
      >
        No new trial starts. The {sweep.counts.running ?? 0} running ones train to their end. Everything is kept, and a
        retry can reopen the sweep.
      </Confirm>
      <Confirm
        opened={question === 'cancel'}
        title="Cancel the sweep?"
        action="Cancel the sweep"
        danger
        onClose={close}
        onConfirm={() => send({ kind: 'cancel' }, 'Cancel')}
      >
        The {sweep.counts.running ?? 0} running trials end at once and the rest never start. Metrics, samples and
        checkpoints so far are kept; cancelled trials can be retried from their last checkpoint.
      </Confirm>
      <Confirm
        opened={question === 'delete'}
        title={`Delete ${sweep.name}?`}
        action="Delete for ever"
        danger
        busy={props.isDeleting}
        onClose={close}
        onConfirm={props.onDelete}
      >
        All its trials go, with their metrics, samples, checkpoints and logs. This cannot be undone. Export first what
        you want to keep: <code>npx --no seesaw sweep export {sweep.name}</code>
      </Confirm>
      {question === 'extend' && (
        <ExtendDialog sweep={sweep} opened onClose={close} onExtend={(body) => send(body, 'Extend')} />
      )}
      {question === 'places' && <PlacesDialog sweep={sweep} opened onClose={close} onSend={send} />}
      {question === 'retention' && <RetentionDialog sweep={sweep} opened onClose={close} onKeep={retain} />}
      <RetryDialog
        sweep={sweep}
        opened={question === 'retry'}
        onClose={close}
        onRetry={(body) => send(body, 'Retry')}
      />
    </>
  );
}
