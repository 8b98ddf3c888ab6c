import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sweepsQuery } from '../../api/sweepQueries.ts';
import { searchTrialsQuery } from '../../api/trialListQueries.ts';
import { formatNumber, formatTrialNumber } from '../../format/numbers.ts';

/** Of each of the first thousand trials, which are as many as a list can hold. */
const columns = ['id', 'number', 'score', 'state'];

/** Two choices: a sweep, then one of its trials. */
export function AddTrial(props: { onAdd: (trialId: number) => void }) {
  const [sweepId, setSweepId] = useState('');
  const sweeps = useInfiniteQuery(sweepsQuery());
  const trials = useInfiniteQuery({
    ...searchTrialsQuery(sweepId, columns, { isLive: false }),
    enabled: sweepId !== '',
  });
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
          {trials.data?.pages[0]?.rows.map(([id, number, score, state]) => (
            <option key={String(id)} value={String(id)}>
              {formatTrialNumber(Number(number))} · {formatNumber(typeof score === 'number' ? score : null)} · {state}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
