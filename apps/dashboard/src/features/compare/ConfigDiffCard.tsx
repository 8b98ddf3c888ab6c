import { Link } from '@tanstack/react-router';
import { formatNumber, formatScalar } from '../../format/numbers.ts';
import { Card } from '../../parts/Card.tsx';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { TrialState } from '../../parts/StateChip.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import { useUrlState } from '../../useUrlState.ts';
import { ComparedTable, ComparedTitle } from './ComparedTable.tsx';
import type { ComparedTrial } from './ComparePage.tsx';
import { configDiff } from './configDiff.ts';
import { diffYaml } from './diffYaml.ts';

/** One column per trial; only what differs unless all is asked for. */
export function ConfigDiffCard(props: { trials: readonly ComparedTrial[]; onRemove: (trialId: number) => void }) {
  const { trials } = props;
  const [search, setSearch] = useUrlState();
  const all = search.all === '1';
  const rows = configDiff(trials.map(({ trial }) => trial));
  const differing = rows.filter((row) => row.differs);
  const shown = all ? rows : differing;
  return (
    <Card
      title="What differs"
      small={
        <span className="acts" style={{ justifyContent: 'flex-end' }}>
          {differing.length > 0 && (
            <CopyButton
              label="Copy as YAML"
              text={diffYaml(
                trials.map(({ label }) => label),
                rows,
              )}
            />
          )}
          <label>
            <input type="checkbox" checked={all} onChange={() => setSearch({ all: all ? undefined : '1' })} /> also the{' '}
            {rows.length - differing.length} equal settings
          </label>
        </span>
      }
    >
      <ComparedTable
        trials={trials}
        numeric
        titleOf={(compared) => (
          <>
            <Link to="/trials/$trialId" params={{ trialId: String(compared.trial.id) }} style={{ color: 'var(--ink)' }}>
              <ComparedTitle {...compared} />
            </Link>{' '}
            <button
              type="button"
              className="btn small plain"
              aria-label={`Remove ${compared.label}`}
              onClick={() => props.onRemove(compared.trial.id)}
            >
              ✕
            </button>
          </>
        )}
        rows={[
          {
            key: 'score',
            head: 'score',
            cells: trials.map(({ trial }) => <b key={trial.id}>{formatNumber(trial.score)}</b>),
          },
          {
            key: 'health',
            head: 'health',
            cells: trials.map(({ trial }) => (
              <Verdict key={trial.id} health={trial.health} title={trial.healthEvidence} />
            )),
          },
          {
            key: 'state',
            head: 'state',
            cells: trials.map(({ trial }) => <TrialState key={trial.id} state={trial.state} />),
          },
          ...shown.map(({ name, values, differs }) => ({
            key: `config.${name}`,
            head: name,
            cells: values.map((value, index) =>
              all && differs ? <b key={trials[index]?.trial.id}>{formatScalar(value)}</b> : formatScalar(value),
            ),
          })),
        ]}
      />
      {differing.length === 0 && trials.length > 1 && <p className="dim">Their configurations are equal.</p>}
    </Card>
  );
}
