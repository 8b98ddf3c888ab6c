import type { LogRow, TrialRow } from '@seesaw/shared/records';
import { isEndedTrial } from '@seesaw/shared/trialState';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../../api/keys.ts';
import { fetchLogs } from '../../api/trialQueries.ts';
import { formatCount } from '../../format/numbers.ts';
import { formatClock, formatMoment } from '../../format/time.ts';
import { Async, Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { downloadBlob } from '../../parts/download.ts';
import { useUrlState } from '../../useUrlState.ts';
import { logFilter } from './logFilter.ts';
import './logs.css';

/** Lines kept on the page; older ones are on the command line. */
const maxLines = 20_000;
const noLines: LogRow[] = [];

/** Lives while the trial does; stays at the end until a person scrolls up. */
export function LogsTab(props: { trial: TrialRow }) {
  const { trial } = props;
  const [search, setSearch] = useUrlState();
  const level = search.level ?? '';
  const pattern = search.find ?? '';
  const [follow, setFollow] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const query = useQuery<LogRow[]>({
    queryKey: keys.logs(trial.id, level),
    queryFn: async ({ client, queryKey, signal }) => {
      let lines = client.getQueryData<LogRow[]>(queryKey) ?? [];
      for (;;) {
        const { items } = await fetchLogs({ trialId: trial.id, level, after: lines.at(-1)?.id }, signal);
        lines = [...lines, ...items].slice(-maxLines);
        if (items.length < 1000) return lines;
      }
    },
    refetchInterval: isEndedTrial(trial.state) ? false : 2000,
    structuralSharing: false,
  });
  const filter = logFilter(pattern);
  const lines = (query.data ?? noLines).filter(filter.test);
  // Of all lines: a filter must not hide what went wrong first.
  const firstError = query.data?.find((line) => line.level === 'error')?.id;
  const [wanted, setWanted] = useState<number | undefined>(undefined);
  const count = lines.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what moves the end
  useEffect(() => {
    if (follow && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, count]);

  const isThere = lines.some(({ id }) => id === wanted);
  useEffect(() => {
    if (isThere) box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }, [isThere]);

  return (
    <Card>
      <div className="trial-filter log-tools">
        <select
          className="field"
          aria-label="Level"
          value={level}
          onChange={(event) => setSearch({ level: event.target.value })}
        >
          <option value="">all levels</option>
          {['debug', 'info', 'warn', 'error'].map((one) => (
            <option key={one} value={one}>
              {one}
              {one === 'error' ? '' : ' and above'}
            </option>
          ))}
        </select>
        <input
          type="search"
          className="field mono grow"
          placeholder="Regular expression"
          aria-label="Find in messages"
          aria-invalid={filter.problem !== undefined}
          title={filter.problem}
          value={pattern}
          onChange={(event) => setSearch({ find: event.target.value })}
        />
        <button
          type="button"
          className="btn"
          disabled={firstError === undefined}
          onClick={() => {
            setFollow(false);
            setWanted(firstError);
            if (!lines.some(({ id }) => id === firstError)) setSearch({ find: undefined });
          }}
        >
          First error
        </button>
        <button type="button" className="btn" aria-pressed={follow} onClick={() => setFollow(!follow)}>
          Follow
        </button>
        <button
          type="button"
          className="btn"
          disabled={count === 0}
          onClick={() => downloadBlob(`trial-${trial.number}.log`, new Blob([lines.map(asText).join('')]))}
        >
          Download
        </button>
      </div>
      <Async
        query={query}
        isEmpty={(items) => items.length === 0}
        empty={<Empty title="No line yet.">The trainer writes here as soon as it takes the trial.</Empty>}
      >
        {() => (
          <div
            ref={box}
            className="logs"
            role="log"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
            tabIndex={0}
            onWheel={(event) => event.deltaY < 0 && setFollow(false)}
          >
            {lines.map((line) => (
              <div key={line.id} className={`line ${line.level}`} {...(line.id === wanted && { 'aria-current': true })}>
                <span title={formatMoment(line.at)}>{formatClock(line.at)}</span>
                <span>{line.attempt}</span>
                <span>{line.step === null ? '' : formatCount(line.step)}</span>
                <span>{line.level}</span>
                <span>{line.message}</span>
              </div>
            ))}
            {count === 0 && <div className="dim">No line matches.</div>}
          </div>
        )}
      </Async>
      <p className="trial-foot">
        {formatCount(count)} lines · columns: time, attempt, step, level, message
        {filter.problem !== undefined && <span style={{ color: 'var(--bad)' }}> · {filter.problem}</span>}
      </p>
    </Card>
  );
}

function asText(line: LogRow): string {
  return `${line.at} attempt=${line.attempt} step=${line.step ?? '-'} ${line.level} ${line.message}\n`;
}
