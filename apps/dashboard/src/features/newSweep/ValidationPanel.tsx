import type { ValidationReply } from '@seesaw/shared/api';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { formatCount, formatScalar } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';
import { Card } from '../../parts/Card.tsx';
import type { FileProblem } from './YamlEditor.tsx';

/** What the server makes of the text: what is wrong and where, or how much it is and what comes first. */
export function ValidationPanel(props: {
  reply: ValidationReply | undefined;
  problems: readonly FileProblem[];
  isChecking: boolean;
  error: Error | null;
  onGoTo: (problem: FileProblem) => void;
}) {
  const { reply, problems } = props;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const sweep = reply?.sweep;
  const status = props.error !== null ? 'could not be checked' : props.isChecking ? 'checking…' : undefined;
  return (
    <>
      {(problems.length > 0 || props.error !== null) && (
        <Card
          title={errors > 0 ? `${errors} ${errors === 1 ? 'problem' : 'problems'}` : 'Notes'}
          {...(status === undefined ? {} : { small: status })}
        >
          {props.error !== null && <p style={{ color: 'var(--bad)' }}>{props.error.message}</p>}
          {problems.map((problem) => (
            <button
              key={`${problem.line}:${problem.column} ${problem.message}`}
              type="button"
              className="problem"
              onClick={() => props.onGoTo(problem)}
            >
              <span className="mono" style={{ color: problem.severity === 'error' ? 'var(--bad)' : 'var(--g)' }}>
                {problem.severity === 'error' ? '✕' : '!'} {problem.line}:{problem.column}
              </span>
              <span>
                {problem.message}
                {problem.suggestion !== undefined && <b style={{ fontWeight: 600 }}> {problem.suggestion}</b>}
              </span>
            </button>
          ))}
        </Card>
      )}
      {sweep !== null && sweep !== undefined && errors === 0 && (
        <Card
          title={`${formatCount(sweep.plannedTrials)} ${sweep.plannedTrials === 1 ? 'trial' : 'trials'}`}
          small={status ?? estimateWords(reply?.estimate ?? null)}
        >
          <Preview points={reply?.preview ?? []} total={sweep.plannedTrials} />
        </Card>
      )}
    </>
  );
}

function estimateWords(estimate: ValidationReply['estimate']): string {
  if (estimate === null) return 'no time estimate: this recipe has not been measured here yet';
  return `≈ ${formatDuration(estimate.seconds * 1000)} · ${formatDuration(estimate.slotHours * 3_600_000)} on slots · ${estimate.basis}`;
}

function Preview(props: { points: readonly Record<string, Scalar>[]; total: number }) {
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
