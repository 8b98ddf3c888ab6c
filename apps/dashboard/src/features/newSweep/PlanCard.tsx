import type { ValidationReply } from '@seesaw/shared/api';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { formatCount, formatScalar } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';
import { Card } from '../../parts/Card.tsx';
import { Kpi } from '../../parts/Kpi.tsx';
import { duplicateLines } from './duplicateLines.ts';

/** As many duplicates are named; the others are counted. */
const namedDuplicates = 5;

/** What the sweep would run, how long it would take and what of it was trained before. */
export function PlanCard(props: { reply: ValidationReply; sweep: ResolvedSweep; status: string | undefined }) {
  const { reply, sweep } = props;
  const { estimate } = reply;
  const duplicates = duplicateLines(reply.duplicates);
  const points = sweep.plannedTrials / sweep.repeats;
  return (
    <Card
      title={`${formatCount(sweep.plannedTrials)} ${sweep.plannedTrials === 1 ? 'trial' : 'trials'}`}
      small={props.status ?? estimate?.basis ?? 'no time estimate: no trial of this recipe has completed here yet'}
    >
      <div className="kpis plan">
        {sweep.repeats > 1 && (
          <Kpi label="points" small={`× ${sweep.repeats} seeds`}>
            {formatCount(Math.ceil(points))}
          </Kpi>
        )}
        {sweep.pack !== undefined && (
          <Kpi label="in one program" small="trials at most">
            {sweep.pack}
          </Kpi>
        )}
        <Kpi label={sweep.earlyTerminate === null ? 'takes about' : 'takes at most'}>
          {estimate === null ? '–' : formatDuration(estimate.seconds * 1000)}
        </Kpi>
        <Kpi {...slotTime(estimate)} />
        <Kpi
          label="duplicates"
          {...(reply.duplicates === null ? {} : { small: `of ${formatCount(reply.duplicates.checked)} looked at` })}
        >
          {formatCount(duplicates.length)}
        </Kpi>
      </div>
      {duplicates.slice(0, namedDuplicates).map((line) => (
        <p key={line} className="dim">
          {line}
        </p>
      ))}
      {duplicates.length > namedDuplicates && (
        <p className="dim">and {formatCount(duplicates.length - namedDuplicates)} more</p>
      )}
      <FirstPoints points={reply.preview} total={sweep.plannedTrials} />
    </Card>
  );
}

/** Hours that the slots are busy with it, all together; minutes where hours would be a fraction. */
function slotTime(estimate: ValidationReply['estimate']): { label: string; children: string } {
  if (estimate === null) return { label: 'slot-hours', children: '–' };
  const { slotHours } = estimate;
  return slotHours < 1
    ? { label: 'slot-minutes', children: formatScalar(slotHours * 60) }
    : { label: 'slot-hours', children: formatScalar(slotHours) };
}

function FirstPoints(props: { points: readonly Record<string, Scalar>[]; total: number }) {
  const names = [...new Set(props.points.flatMap((point) => Object.keys(point)))];
  if (names.length === 0) return <p className="dim">Every trial has the same configuration.</p>;
  return (
    <div className="scroll-x">
      <table className="list">
        <thead>
          <tr>
            <th>#</th>
            {names.map((name) => (
              <th key={name} className={typeof props.points[0]?.[name] === 'number' ? 'num' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.points.map((point, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a point of the preview is its place
            <tr key={index}>
              <td className="dim">{index + 1}</td>
              {names.map((name) => (
                <td key={name} className={typeof point[name] === 'number' ? 'num' : ''}>
                  {formatScalar(point[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {props.total > props.points.length && (
        <p className="trial-foot dim">and {formatCount(props.total - props.points.length)} more</p>
      )}
    </div>
  );
}
