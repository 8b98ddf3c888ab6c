import type { TrialRow, WorkerRow } from '@seesaw/shared/records';
import { Link } from '@tanstack/react-router';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';

type SlotOfWorker = WorkerRow['slots'][number];

/** A table row for each lane of a slot: one, unless it trains several trials in one program. */
export function LanesOfSlot(props: {
  slot: SlotOfWorker;
  /** Nobody has heard of the trainer for too long: none of its slots waits for work. */
  isGone: boolean;
  /** Undefined while it is loaded. */
  trialOf: (id: number) => TrialRow | undefined;
  nameOf: (sweepId: string) => string;
}) {
  const { isGone } = props;
  const { slot, device, threads, childPid, lanes } = props.slot;
  return lanes.map((work, lane) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is which lane it is
    <tr key={lane}>
      {lane === 0 && (
        <>
          <td className="num" rowSpan={lanes.length}>
            {slot}
          </td>
          <td rowSpan={lanes.length}>{device}</td>
          <td className="num" rowSpan={lanes.length}>
            {threads}
          </td>
          <td className="num dim" rowSpan={lanes.length}>
            {childPid ?? '–'}
          </td>
        </>
      )}
      <td className="num dim">{lanes.length === 1 ? '' : lane}</td>
      {work === null ? (
        <>
          <td className="faint">{isGone ? 'gone' : lanes.length === 1 ? 'idle' : 'free'}</td>
          <td />
          <td />
        </>
      ) : (
        <Work work={work} trial={props.trialOf(work.trialId)} nameOf={props.nameOf} />
      )}
    </tr>
  ));
}

function Work(props: {
  work: NonNullable<SlotOfWorker['lanes'][number]>;
  trial: TrialRow | undefined;
  nameOf: (sweepId: string) => string;
}) {
  const { trial } = props;
  const { trialId, step } = props.work;
  return (
    <>
      <td>
        <Link to="/trials/$trialId" params={{ trialId: String(trialId) }}>
          {trial === undefined ? `trial #${trialId}` : `trial ${formatTrialNumber(trial.number)}`}
          {trial !== undefined && <span className="dim"> of {props.nameOf(trial.sweepId)}</span>}
        </Link>
      </td>
      <td>
        {trial !== undefined && (
          <div className="bar" role="img" aria-label={`step ${step} of ${trial.config.steps}`}>
            <i style={{ width: `${Math.min(100, (step / trial.config.steps) * 100)}%`, background: 'var(--d)' }} />
          </div>
        )}
      </td>
      <td className="num">
        {formatCount(step)}
        {trial !== undefined && <span className="dim"> / {formatCount(trial.config.steps)}</span>}
      </td>
    </>
  );
}
