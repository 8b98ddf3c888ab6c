import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { overviewTrialsQuery, sweepsQuery } from '../../api/queries.ts';
import { formatNumber, formatTrialNumber } from '../../format/numbers.ts';

/** Two choices: a sweep, then one of its trials. */
export function AddTrial(props: { onAdd: (trialId: number) => void }) {
  const [sweepId, setSweepId] = useState('');
  const sweeps = useInfiniteQuery(sweepsQuery());
  const trials = useQuery({ ...overviewTrialsQuery(sweepId), enabled: sweepId !== '' });
  return (
    <div className="acts">
      <select
        className="field"
        aria-label="Sweep to add a trial from"
        value={sweepId}
        onChange={(event) => setSweepId(event.target.value)}
      >
        <option value="">Add a trial of…</option>
        {sweeps.data?.pages
          .flatMap((page) => page.items)
          .map((sweep) => (
            <option key={sweep.id} value={sweep.id}>
              {sweep.name}
            </option>
          ))}
      </select>
      {sweepId !== '' && (
        <select
          className="field"
          aria-label="Trial to add"
          value=""
          onChange={(event) => event.target.value !== '' && props.onAdd(Number(event.target.value))}
        >
          <option value="">{trials.data === undefined ? 'loading…' : 'trial'}</option>
          {trials.data?.items.map((trial) => (
            <option key={trial.id} value={trial.id}>
              {formatTrialNumber(trial.number)} · {formatNumber(trial.score)} · {trial.state}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
