import { trialWorkflowId } from '@seesaw/shared/queues';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { retryableTrialStates } from '@seesaw/shared/trialState';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { remarkTrial } from '../../api/commands.ts';
import { keys } from '../../api/keys.ts';
import { healthQuery } from '../../api/systemQueries.ts';
import { formatCount, formatNumber, formatScalar, formatTrialNumber } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';
import { Ago, useNow } from '../../parts/Ago.tsx';
import { CodeText } from '../../parts/CodeText.tsx';
import { Confirm } from '../../parts/Confirm.tsx';
import { Kpi } from '../../parts/Kpi.tsx';
import { TrialState } from '../../parts/StateChip.tsx';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import { verdictLook } from '../../theme/verdicts.ts';
import { RemarkLine } from '../remarks/RemarkLine.tsx';
import { CommandNotice } from '../sweep/CommandNotice.tsx';
import { playsGame } from '../sweep/playsGame.ts';
import { useSweepCommand } from '../sweep/useSweepCommand.ts';
import { mlflowRunUrl } from './mlflowLink.ts';
import { TemporalLink } from './TemporalLink.tsx';
import { ordersFor, type TrialOrderWords } from './trialOrders.ts';
import { lastOf, scoresOf } from './trialScores.ts';

export function TrialHeader(props: { trial: TrialRow; sweep: SweepRow | undefined }) {
  const { trial } = props;
  const command = useSweepCommand(trial.sweepId);
  const [asking, setAsking] = useState<TrialOrderWords | undefined>(undefined);
  const client = useQueryClient();
  const orders = ordersFor(trial.state);
  const health = useQuery(healthQuery);
  const mlflow = mlflowRunUrl(health.data?.mlflowUrl, trial.mlflowRunId);
  const retryable = (retryableTrialStates as readonly string[]).includes(trial.state);
  const retry = (from: 'checkpoint' | 'scratch') =>
    command.send({ kind: 'retry', from, numbers: [trial.number] }, 'Retry');
  return (
    <>
      <div className="head">
        <div className="title">
          <TrialSwatch number={trial.number} />
          <h1 style={{ margin: 0 }}>{formatTrialNumber(trial.number)}</h1>
          <span className="chip">
            <TrialState state={trial.state} />
          </span>
          {playsGame(trial.config) && <Verdict health={trial.health} />}
        </div>
        <div className="acts">
          {mlflow !== undefined && (
            <a className="btn" href={mlflow} target="_blank" rel="noreferrer">
              MLflow ↗
            </a>
          )}
          <TemporalLink workflowId={trialWorkflowId(trial.sweepId, trial.number)} />
          <Link
            to="/new"
            search={{ trial: String(trial.id) }}
            className="btn"
            title="A sweep around this configuration"
          >
            New sweep from it
          </Link>
          <Link to="/compare" search={{ trials: String(trial.id) }} className="btn">
            Compare with…
          </Link>
          {retryable && (
            <>
              <button type="button" className="btn" disabled={command.isRequested} onClick={() => retry('scratch')}>
                Retry from scratch
              </button>
              <button
                type="button"
                className="btn primary"
                disabled={command.isRequested}
                title={trial.checkpointStep === null ? 'It has no checkpoint and starts from step 0' : undefined}
                onClick={() => retry('checkpoint')}
              >
                Retry from {trial.checkpointStep === null ? 'the start' : `step ${formatCount(trial.checkpointStep)}`}
              </button>
            </>
          )}
          {orders.map((order) => (
            <button
              key={order.kind}
              type="button"
              className="btn"
              disabled={command.isRequested}
              onClick={() => setAsking(order)}
            >
              {order.name}
            </button>
          ))}
        </div>
      </div>
      <RemarkLine
        what={`trial ${formatTrialNumber(trial.number)}`}
        notes={trial.notes}
        tags={trial.tags}
        save={async (remark) => client.setQueryData(keys.trial(trial.id), await remarkTrial(trial.id, remark))}
      />
      <CommandNotice command={command} />
      <div className="kpis">
        {scoresOf(trial, props.sweep).map(({ name, value }) => (
          <Kpi key={name} label={name}>
            {formatNumber(value)}
          </Kpi>
        ))}
        <Kpi label="step" small={`of ${formatCount(trial.config.steps)}`}>
          {formatCount(trial.step)}
        </Kpi>
        <Kpi label="attempt">{trial.attempt}</Kpi>
        <Clock trial={trial} />
        <Kpi label="speed" small="steps/s">
          {formatNumber(lastOf(trial, 'system/steps_per_s'))}
        </Kpi>
        <Kpi label="checkpoint">{trial.checkpointStep === null ? 'none yet' : formatCount(trial.checkpointStep)}</Kpi>
        {trial.state === 'running' && trial.lastHeartbeatAt !== null && (
          <Kpi label="last sign of life">
            <Ago at={trial.lastHeartbeatAt} />
          </Kpi>
        )}
      </div>
      <div className="legend" style={{ marginBottom: 8, fontSize: 12.5 }}>
        {Object.entries(trial.point).map(([name, value]) => (
          <code key={name}>
            {name} = {formatScalar(value)}
          </code>
        ))}
      </div>
      {trial.state === 'running' && trial.step < trial.maxStep && (
        <div className="note">
          ↻ Replaying from a checkpoint: it had reached step {formatCount(trial.maxStep)} before attempt {trial.attempt}{' '}
          began.
        </div>
      )}
      {trial.lastError !== null && (
        <div className="note bad" role="alert">
          <span className="grow">
            <b>{trial.state === 'failed' ? 'Failed.' : 'Last error.'}</b> <CodeText text={trial.lastError} />
          </span>
        </div>
      )}
      {trial.healthEvidence !== '' && (
        <div className="advice" style={{ borderLeftColor: verdictLook(trial.health).colour, marginBottom: 10 }}>
          <b>{verdictLook(trial.health).label}.</b> <CodeText text={`${trial.healthEvidence} ${trial.healthAdvice}`} />
        </div>
      )}
      {asking !== undefined && (
        <Confirm
          opened
          title={`${asking.name} trial ${formatTrialNumber(trial.number)}?`}
          action={`${asking.name} the trial`}
          danger={asking.kind !== 'stop-trial'}
          onClose={() => setAsking(undefined)}
          onConfirm={() => {
            setAsking(undefined);
            command.send({ kind: asking.kind, number: trial.number }, asking.name);
          }}
        >
          {asking.words}
        </Confirm>
      )}
    </>
  );
}

function Clock(props: { trial: TrialRow }) {
  const { trial } = props;
  const now = useNow();
  if (trial.startedAt === null) return <Kpi label="time">not started</Kpi>;
  const end = trial.endedAt === null ? now : Date.parse(trial.endedAt);
  return <Kpi label="time">{formatDuration(end - Date.parse(trial.startedAt))}</Kpi>;
}
