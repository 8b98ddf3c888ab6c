import type { CommandBody } from '@seesaw/shared/api';
import type { Keep } from '@seesaw/shared/keep';
import { keepInWords } from '@seesaw/shared/keepInWords';
import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep, type SweepState } from '@seesaw/shared/sweepState';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, use, useState } from 'react';
import { archiveSweep, retainCheckpoints } from '../../api/commands.ts';
import { TimeForMore } from '../../parts/Later.tsx';
import { CommandNotice } from './CommandNotice.tsx';
import type { SweepQuestion } from './SweepDialogs.tsx';
import { SweepMenu } from './SweepMenu.tsx';
import { useDeleteSweep, useSweepCommand } from './useSweepCommand.ts';

const SweepDialogs = lazy(async () => ({ default: (await import('./SweepDialogs.tsx')).SweepDialogs }));

/** What can be done to the sweep now. Each press shows first that it was asked for, then what the sweep answered. */
export function SweepActions(props: { sweep: SweepRow; selected: readonly number[]; title: ReactNode }) {
  const { sweep, selected } = props;
  const [question, setQuestion] = useState<SweepQuestion | undefined>(undefined);
  const isTime = use(TimeForMore);
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
      {(isTime || question !== undefined) && (
        <Suspense>
          <SweepDialogs
            {...{ sweep, question, close, send, retain }}
            isDeleting={removal.isPending}
            onDelete={() => {
              close();
              removal.mutate();
            }}
          />
        </Suspense>
      )}
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
