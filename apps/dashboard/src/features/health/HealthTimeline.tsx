import type { TrialRow, VerdictRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { verdictsQuery } from '../../api/trialQueries.ts';
import { formatCount } from '../../format/numbers.ts';
import { Async, Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { CodeText } from '../../parts/CodeText.tsx';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import { verdictLook } from '../../theme/verdicts.ts';
import { type VerdictSpan, verdictSpans } from './verdictSpans.ts';
import './health.css';

export interface TimelineTrial {
  readonly trial: TrialRow;
  readonly label: string;
  readonly colourOf: number;
}

/** Who was ahead when, of one trial or several above each other; a stretch tells its evidence and the knob to turn. */
export function HealthTimeline(props: { trials: readonly TimelineTrial[] }) {
  const { trials } = props;
  const query = useQuery(verdictsQuery(trials.map(({ trial }) => trial.id)));
  const [chosen, setChosen] = useState<{ trialId: number; from: number } | undefined>(undefined);
  const longest = Math.max(1, ...trials.map(({ trial }) => Math.max(trial.config.steps, trial.step)));
  return (
    <Card
      title="Health"
      small={
        <>
          verdict over steps, from the trial's own measurements; press a stretch for its evidence{' '}
          <SaveButtons
            csv={{ file: 'health.csv', rows: () => csvRows(trials, query.data ?? []) }}
            disabled={query.data === undefined}
          />
        </>
      }
    >
      <Async
        query={query}
        isEmpty={(verdicts) => verdicts.length === 0}
        empty={
          <Empty title="No verdict yet.">The first one needs some rows of metrics, every `log_every` steps.</Empty>
        }
      >
        {(verdicts) => {
          const rows = trials.map((one) => ({
            ...one,
            spans: verdictSpans(
              verdicts.filter(({ trialId }) => trialId === one.trial.id),
              one.trial,
            ),
          }));
          const row = rows.find(({ trial }) => trial.id === chosen?.trialId) ?? rows.at(0);
          const isChosen = (span: VerdictSpan) => span.from === chosen?.from;
          const span = row?.spans.find((one) => row.trial.id === chosen?.trialId && isChosen(one)) ?? row?.spans.at(-1);
          return (
            <>
              {rows.map(({ trial, label, colourOf, spans }) => (
                <div key={trial.id} className="health-row">
                  <span className="nowrap">
                    <TrialSwatch number={colourOf} />
                    {label}
                  </span>
                  <div className="health-bar">
                    {spans.map((one) => (
                      <button
                        key={one.from}
                        type="button"
                        aria-pressed={trial.id === row?.trial.id && one === span}
                        aria-label={spanWords(label, one)}
                        title={spanWords(label, one)}
                        style={{
                          left: `${(one.from / longest) * 100}%`,
                          width: `${(Math.max(one.to - one.from, longest / 200) / longest) * 100}%`,
                          background: verdictLook(one.health).colour,
                        }}
                        onClick={() => setChosen({ trialId: trial.id, from: one.from })}
                      >
                        <span aria-hidden="true">{verdictLook(one.health).glyph}</span>
                      </button>
                    ))}
                  </div>
                </div>
              ))}
              <div className="health-row dim">
                <span />
                <span className="health-axis">
                  <span>0</span>
                  <span>step</span>
                  <span>{formatCount(longest)}</span>
                </span>
              </div>
              {row !== undefined && span !== undefined && (
                <div className="advice" style={{ borderLeftColor: verdictLook(span.health).colour, marginTop: 8 }}>
                  <Verdict health={span.health} />{' '}
                  <span className="dim">
                    {trials.length > 1 && `${row.label}, `}steps {formatCount(span.from)} to {formatCount(span.to)}.
                  </span>{' '}
                  <CodeText text={`${span.evidence}. ${span.advice}`.replace('.. ', '. ')} />
                </div>
              )}
            </>
          );
        }}
      </Async>
    </Card>
  );
}

function csvRows(trials: readonly TimelineTrial[], verdicts: readonly VerdictRow[]) {
  const labels = new Map(trials.map(({ trial, label }) => [trial.id, label]));
  return [
    ['trial', 'step', 'attempt', 'verdict', 'evidence', 'advice'],
    ...verdicts.map((one) => [
      labels.get(one.trialId),
      ...[one.step, one.attempt, one.health, one.evidence, one.advice],
    ]),
  ];
}

function spanWords(label: string, span: VerdictSpan): string {
  return `${label}: ${verdictLook(span.health).label} from step ${formatCount(span.from)} to ${formatCount(span.to)}`;
}
