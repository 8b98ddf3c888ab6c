import type { ValidationReply } from '@seesaw/shared/api';
import { Card } from '../../parts/Card.tsx';
import { PlanCard } from './PlanCard.tsx';
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
      {reply !== undefined && sweep !== null && sweep !== undefined && errors === 0 && (
        <PlanCard reply={reply} sweep={sweep} status={status} />
      )}
    </>
  );
}
