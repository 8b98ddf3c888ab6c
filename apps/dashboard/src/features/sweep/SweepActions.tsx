import type { CommandBody } from '@seesaw/shared/api';
import type { Keep } from '@seesaw/shared/keep';
import { keepInWords } from '@seesaw/shared/keepInWords';
import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep, type SweepState } from '@seesaw/shared/sweepState';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { archiveSweep, retainCheckpoints } from '../../api/commands.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { CommandNotice } from './CommandNotice.tsx';
import { ExtendDialog } from './ExtendDialog.tsx';
import { PlacesDialog } from './PlacesDialog.tsx';
import { RetentionDialog } from './RetentionDialog.tsx';
import { RetryDialog } from './RetryDialog.tsx';
import { SweepMenu } from './SweepMenu.tsx';
import { useDeleteSweep, useSweepCommand } from './useSweepCommand.ts';

type Question = 'stop' | 'cancel' | 'delete' | 'retry' | 'extend' | 'places' | 'retention';

/** What can be done to the sweep now. Each press shows first that it was asked for, then what the sweep answered. */
export function SweepActions(props: { sweep: SweepRow; selected: readonly number[]; title: ReactNode }) {
  const { sweep, selected } = props;
  const [question, setQuestion] = useState<Question | undefined>(undefined);
  const navigate = useNavigate();
  const command = useSweepCommand(sweep.id);
  const removal = useDeleteSweep(sweep.id, () => navigate({ to: '/sweeps' }));
  const can = allowed(sweep.state);
  const retryable = (sweep.counts.failed ?? 0) + (sweep.counts.cancelled ?? 0) + (sweep.counts.diverged ?? 0);
  const failed = sweep.counts.failed ?? 0;
  const close = () => setQuestion(undefined);
  const send = (body: CommandBody, words: string) => {
    close();
    command.send(body, words);
  };
  const archive = () => {
    const archived = sweep.archivedAt === null;
    command.run(
      async () => {
        await archiveSweep(sweep.id, archived);
        return {
          message: archived
            ? 'It is left out of the list of sweeps; everything is kept, and its address stays.'
            : 'It is in the list of sweeps again.',
        };
      },
      archived ? 'Archive' : 'Taking it out of the archive',
    );
  };
  const retain = (keep: Keep) => {
    close();
    command.run(async () => {
      await retainCheckpoints(sweep.id, keep);
      return { message: `Of each trial's checkpoints are kept: ${keepInWords(keep)}.` };
    }, 'Checkpoints to keep');
  };
  const busy = command.isRequested || removal.isPending;
  return (
    <>
      <div className="head">
        {props.title}
        <div className="acts">
          {can.pause && (
            <button type="button" className="btn" disabled={busy} onClick={() => send({ kind: 'pause' }, 'Pause')}>
              Pause
            </button>
          )}
          {can.resume && (
            <button type="button" className="btn" disabled={busy} onClick={() => send({ kind: 'resume' }, 'Resume')}>
              Resume
            </button>
          )}
          {can.stop && (
            <button type="button" className="btn" disabled={busy} onClick={() => setQuestion('stop')}>
              Stop
            </button>
          )}
          {can.cancel && (
            <button type="button" className="btn" disabled={busy} onClick={() => setQuestion('cancel')}>
              Cancel
            </button>
          )}
          {retryable > 0 && (
            <button type="button" className="btn" disabled={busy} onClick={() => setQuestion('retry')}>
              {failed > 0 ? `Retry ${failed} failed` : 'Retry…'}
            </button>
          )}
          {can.extend && (
            <button type="button" className="btn" disabled={busy} onClick={() => setQuestion('extend')}>
              Extend
            </button>
          )}
          <Link to="/new" search={{ clone: sweep.id }} className="btn">
            Clone
          </Link>
          <SweepMenu
            sweep={sweep}
            busy={busy}
            onChoose={(choice) => (choice === 'archive' ? archive() : setQuestion(choice))}
          />
          {selected.length > 0 && (
            <Link to="/compare" search={{ trials: selected.join(',') }} className="btn primary">
              Compare {selected.length} selected
            </Link>
          )}
        </div>
      </div>
      <CommandNotice command={command} />
      {removal.error !== null && (
        <div className="note bad" role="alert">
          {removal.error.message}
        </div>
      )}
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
        busy={removal.isPending}
        onClose={close}
        onConfirm={() => {
          close();
          removal.mutate();
        }}
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

function allowed(state: SweepState) {
  const active = !isEndedSweep(state);
  return {
    pause: state === 'running',
    resume: state === 'paused' || state === 'pausing',
    stop: state === 'running' || state === 'paused' || state === 'pausing',
    cancel: active && state !== 'cancelling',
    extend: state !== 'stopping' && state !== 'cancelling',
  };
}
