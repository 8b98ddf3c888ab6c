import type { SelectionReply } from '@seesaw/shared/api';
import { useQuery } from '@tanstack/react-query';
import { selectionQuery } from '../../../api/sweepQueries.ts';
import { formatCount, formatTrialNumber } from '../../../format/numbers.ts';

type Entry = NonNullable<SelectionReply['report']>[number];

const looks: Readonly<Record<Entry['outcome'], { glyph: string; word: string; colour: string }>> = {
  done: { glyph: '✓', word: 'done', colour: 'var(--ok)' },
  already: { glyph: '=', word: 'nothing to do', colour: 'var(--dim)' },
  refused: { glyph: '✕', word: 'refused', colour: 'var(--bad)' },
};

/** Numbers that are written out; the others are counted. */
const mostNumbers = 200;

/** What became of each trial of a bulk command, refused ones first. */
export function BulkReport(props: { sweepId: string; selectionId: number }) {
  const query = useQuery(selectionQuery(props.sweepId, props.selectionId));
  const report = query.data?.report ?? [];
  const order = ['refused', 'already', 'done'];
  const sorted = [...report].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  if (sorted.length === 0) return null;
  return (
    <section className="bulk-report" aria-label="Report">
      {sorted.map((entry) => (
        <details key={`${entry.outcome} ${entry.words} ${entry.hint ?? ''}`} open={entry.outcome === 'refused'}>
          <summary>
            <span style={{ color: looks[entry.outcome].colour }}>
              <b aria-hidden="true">{looks[entry.outcome].glyph}</b> {looks[entry.outcome].word}
            </span>{' '}
            {entry.numbers.length === 1 ? '1 trial' : `${formatCount(entry.numbers.length)} trials: each`} {entry.words}
            {entry.hint !== undefined && <span className="dim"> ({entry.hint})</span>}
          </summary>
          <p className="mono">
            {entry.numbers.slice(0, mostNumbers).map(formatTrialNumber).join(' ')}
            {entry.numbers.length > mostNumbers && ` and ${formatCount(entry.numbers.length - mostNumbers)} more`}
          </p>
        </details>
      ))}
    </section>
  );
}
