import type { SweepRow } from '@seesaw/shared/records';
import { Link } from '@tanstack/react-router';
import { formatCount, formatMean, formatTrialNumber } from '../../format/numbers.ts';
import { Ago } from '../../parts/Ago.tsx';
import { SegmentedProgress } from '../../parts/SegmentedProgress.tsx';
import { SweepStateChip } from '../../parts/StateChip.tsx';
import { playsGame } from '../sweep/playsGame.ts';
import { endedCount } from './sweepCounts.ts';

export function SweepRowView(props: { sweep: SweepRow; atCursor: boolean }) {
  const { sweep } = props;
  return (
    <tr className={props.atCursor ? 'cursor' : undefined}>
      <td>
        <Link to="/sweeps/$sweepId" params={{ sweepId: sweep.id }} style={{ color: 'var(--ink)', fontWeight: 560 }}>
          {sweep.name}
        </Link>
        {sweep.archivedAt !== null && <span className="faint"> archived</span>}
        {sweep.tags.map((tag) => (
          <span key={tag} className="chip" style={{ marginLeft: 5 }}>
            # {tag}
          </span>
        ))}
      </td>
      <td>
        <SweepStateChip sweep={sweep} isShort />
      </td>
      <td>
        <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
          <div className="hide-narrow" style={{ flex: 'none', width: 130 }}>
            <SegmentedProgress counts={sweep.counts} planned={sweep.plannedTrials} />
          </div>
          <span className="dim">
            {formatCount(endedCount(sweep.counts))} / {formatCount(sweep.plannedTrials)}
          </span>
        </div>
      </td>
      <td className="num">
        {sweep.frontSize !== null ? (
          <span title="Trials that no other one beats in every objective">front of {formatCount(sweep.frontSize)}</span>
        ) : sweep.bestScore === null ? (
          <span className="faint">–</span>
        ) : (
          <>
            <b style={{ fontWeight: 600 }}>{formatMean(sweep.bestScore, sweep.bestPoint?.standardError ?? null)}</b>{' '}
            <span className="dim" title={`${sweep.definition.metric.goal} ${sweep.definition.metric.name}`}>
              {sweep.bestTrialNumber === null ? '' : formatTrialNumber(sweep.bestTrialNumber)}
            </span>
          </>
        )}
      </td>
      <td className="hide-narrow dim">
        {sweep.definition.recipe}
        {playsGame(sweep.definition) && ` · ${sweep.definition.dataset}`}
      </td>
      <td className="hide-narrow dim">{sweep.definition.method}</td>
      <td className="num dim hide-narrow">
        <Ago at={sweep.createdAt} />
      </td>
    </tr>
  );
}
