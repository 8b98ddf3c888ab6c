import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { remarkSweep } from '../../api/commands.ts';
import { keys } from '../../api/keys.ts';
import { formatCount, formatMean, formatTrialNumber } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';
import { useNow } from '../../parts/Ago.tsx';
import { Kpi } from '../../parts/Kpi.tsx';
import { SegmentedProgress } from '../../parts/SegmentedProgress.tsx';
import { SweepStateChip } from '../../parts/StateChip.tsx';
import { trialStateLook, trialStateOrder } from '../../theme/stateLooks.ts';
import { RemarkLine } from '../remarks/RemarkLine.tsx';
import { endedCount } from '../sweeps/sweepCounts.ts';
import { playsGame } from './playsGame.ts';
import { SweepActions } from './SweepActions.tsx';
import { slotTimeMs, timeLeftMs } from './sweepNumbers.ts';
import type { SweepView } from './useSweepView.ts';

export function SweepHeader(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  const client = useQueryClient();
  const { definition } = sweep;
  const running = sweep.counts.running ?? 0;
  const best = [...view.trials, ...view.shown].find((trial) => trial.number === sweep.bestTrialNumber);
  return (
    <>
      <SweepActions
        sweep={sweep}
        selected={view.shown.filter((trial) => view.selected.has(trial.number)).map((trial) => trial.id)}
        title={
          <div className="title">
            <h1>{sweep.name}</h1>
            <SweepStateChip
              sweep={sweep}
              {...(running > 0 ? { detail: `${running} of ${sweep.concurrency} at once` } : {})}
            />
            {sweep.archivedAt !== null && <span className="chip">archived</span>}
          </div>
        }
      />
      {sweep.description !== '' && (
        <p className="dim" style={{ marginTop: 6 }}>
          {sweep.description}
        </p>
      )}
      <RemarkLine
        what="the sweep"
        notes={sweep.notes}
        tags={sweep.tags}
        save={async (remark) => client.setQueryData(keys.sweep(sweep.id), await remarkSweep(sweep.id, remark))}
      />
      <div className="kpis">
        {sweep.frontSize !== null ? (
          <Kpi label="Pareto front" small={objectivesInWords(sweep)}>
            {formatCount(sweep.frontSize)}
          </Kpi>
        ) : (
          <Kpi
            label={`best ${sweep.bestPoint ? 'mean ' : ''}${definition.metric.name} ${definition.metric.goal === 'minimize' ? '↓' : '↑'}`}
            small={
              sweep.bestTrialNumber !== null && (
                <>
                  {sweep.bestPoint && `point ${sweep.bestPoint.number}, ${sweep.bestPoint.n} seeds from `}
                  {best === undefined ? (
                    `trial ${formatTrialNumber(sweep.bestTrialNumber)}`
                  ) : (
                    <Link to="/trials/$trialId" params={{ trialId: String(best.id) }}>
                      trial {formatTrialNumber(sweep.bestTrialNumber)}
                    </Link>
                  )}
                </>
              )
            }
          >
            {formatMean(sweep.bestScore, sweep.bestPoint?.standardError ?? null)}
          </Kpi>
        )}
        <Kpi label="trials">
          {formatCount(endedCount(sweep.counts))} / {formatCount(sweep.plannedTrials)}
        </Kpi>
        <Clocks sweep={sweep} view={view} />
        <Kpi label="search" small={`seed ${definition.seed}`}>
          {definition.method}
        </Kpi>
        <Kpi label="recipe" {...(playsGame(definition) && { small: definition.dataset })}>
          {definition.recipe}
        </Kpi>
      </div>
      <SegmentedProgress counts={sweep.counts} planned={sweep.plannedTrials} thick />
      <CountLegend sweep={sweep} />
    </>
  );
}

function objectivesInWords({ definition }: SweepRow): string {
  return objectivesOf(definition)
    .map(({ name, goal }) => `${name} ${goal === 'minimize' ? '↓' : '↑'}`)
    .join(', ');
}

/** Ticks with the clock, apart from the rest so that a second costs little. */
function Clocks(props: { sweep: SweepRow; view: SweepView }) {
  const now = useNow();
  const left = timeLeftMs(props.sweep, props.view.trials, now);
  const { trials, total } = props.view;
  const isPart = total > trials.length;
  const isPacked = props.sweep.definition.pack !== undefined;
  // As those that are known, which are the first.
  const spent = slotTimeMs(props.sweep, trials, now) * (isPart ? total / trials.length : 1);
  const ended = props.sweep.endedAt;
  return (
    <>
      {ended === null ? (
        <Kpi label="time left" title="From the mean time of the finished trials">
          {left === undefined ? '–' : `≈ ${formatDuration(left)}`}
        </Kpi>
      ) : (
        <Kpi label="took">{formatDuration(Date.parse(ended) - Date.parse(props.sweep.createdAt))}</Kpi>
      )}
      <Kpi
        label="time on slots"
        {...(isPacked && { title: 'As if no lane of a program had been idle' })}
        {...(isPart && { title: `From the first ${formatCount(trials.length)} trials` })}
      >
        {isPart ? '≈ ' : isPacked && '≥ '}
        {formatDuration(spent)}
      </Kpi>
    </>
  );
}

function CountLegend(props: { sweep: SweepRow }) {
  const present = trialStateOrder.filter((state) => (props.sweep.counts[state] ?? 0) > 0);
  const waiting = props.sweep.plannedTrials - present.reduce((sum, state) => sum + (props.sweep.counts[state] ?? 0), 0);
  return (
    <div className="legend" style={{ margin: '-6px 0 8px' }}>
      {present.map((state) => (
        <span key={state}>
          <i
            className="swatch"
            style={{
              background: trialStateLook(state).colour,
              width: 8,
              height: 8,
              marginRight: 5,
              boxShadow: state === 'pending' ? 'inset 0 0 0 1px var(--faint)' : undefined,
            }}
          />
          {trialStateLook(state).label} {formatCount(props.sweep.counts[state] ?? 0)}
        </span>
      ))}
      {waiting > 0 && <span>not started {formatCount(waiting)}</span>}
    </div>
  );
}
