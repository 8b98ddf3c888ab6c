import type { CommandBody } from '@seesaw/shared/api';
import type { SweepRow } from '@seesaw/shared/records';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { TrialListing } from '../../../api/trialListQueries.ts';
import { formatCount } from '../../../format/numbers.ts';
import { CommandNotice } from '../../sweep/CommandNotice.tsx';
import { useSweepCommand } from '../../sweep/useSweepCommand.ts';
import { BulkReport } from './BulkReport.tsx';
import { type BulkAct, bulkActs } from './bulkActs.ts';
import { chosenTrials } from './chosenTrials.ts';

const loadDialog = async () => ({ default: (await import('./BulkDialog.tsx')).BulkDialog });
const BulkDialog = lazy(loadDialog);

/** What can be done to the selected trials, or to all that match; what was answered, and what became of each. */
export function SelectionBar(props: {
  sweep: SweepRow;
  listing: TrialListing;
  selected: ReadonlySet<number>;
  isAll: boolean;
  /** Trials that match. */
  matching: number;
  onAll: () => void;
  onClear: () => void;
}) {
  const { sweep, selected, isAll, matching } = props;
  const [act, setAct] = useState<BulkAct | undefined>(undefined);
  const command = useSweepCommand(sweep.id);
  const count = isAll ? matching : selected.size;
  const isShown = count > 0;
  useEffect(() => {
    if (isShown) loadDialog().catch(() => undefined);
  }, [isShown]);
  const chosen = chosenTrials(selected, props);
  const send = (body: CommandBody, words: string) => {
    setAct(undefined);
    command.send(body, words);
  };
  return (
    <>
      {isShown && (
        <div className="selection-bar" role="toolbar" aria-label="Selected trials">
          <b>{isAll ? `All ${formatCount(count)} that match` : `${formatCount(count)} selected`}</b>
          {!isAll && matching > selected.size && (
            <button type="button" className="btn small" onClick={props.onAll}>
              Select all {formatCount(matching)} that match
            </button>
          )}
          <span className="grow" />
          {bulkActs.map((one) => (
            <button
              key={one.name}
              type="button"
              className="btn small"
              disabled={command.isRequested}
              onClick={() => setAct(one)}
            >
              {one.name}…
            </button>
          ))}
          <button type="button" className="btn small plain" onClick={props.onClear}>
            Clear selection
          </button>
        </div>
      )}
      <CommandNotice command={command} />
      {command.selectionId !== undefined && <BulkReport sweepId={sweep.id} selectionId={command.selectionId} />}
      {act !== undefined && (
        <Suspense>
          <BulkDialog
            act={act}
            count={count}
            onClose={() => setAct(undefined)}
            onSend={(from) => send(act.body(chosen, from), act.name)}
          />
        </Suspense>
      )}
    </>
  );
}
