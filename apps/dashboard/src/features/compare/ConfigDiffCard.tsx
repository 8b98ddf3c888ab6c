import { Link } from '@tanstack/react-router';
import { formatNumber, formatScalar } from '../../format/numbers.ts';
import { Card } from '../../parts/Card.tsx';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { TrialState } from '../../parts/StateChip.tsx';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import { useUrlState } from '../../urlState.ts';
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
      <div className="scroll-x">
        <table className="list" style={{ width: 'auto', minWidth: '60%' }}>
          <thead>
            <tr>
              <th />
              {trials.map(({ trial, label, colourOf }) => (
                <th key={trial.id} className="num">
                  <Link to="/trials/$trialId" params={{ trialId: String(trial.id) }} style={{ color: 'var(--ink)' }}>
                    <TrialSwatch number={colourOf} />
                    {label}
                  </Link>{' '}
                  <button
                    type="button"
                    className="btn small plain"
                    aria-label={`Remove ${label}`}
                    onClick={() => props.onRemove(trial.id)}
                  >
                    ✕
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <td className="dim">score</td>
              {trials.map(({ trial }) => (
                <td key={trial.id} className="num">
                  <b>{formatNumber(trial.score)}</b>
                </td>
              ))}
            </tr>
            <tr>
              <td className="dim">health</td>
              {trials.map(({ trial }) => (
                <td key={trial.id} className="num">
                  <Verdict health={trial.health} title={trial.healthEvidence} />
                </td>
              ))}
            </tr>
            <tr>
              <td className="dim">state</td>
              {trials.map(({ trial }) => (
                <td key={trial.id} className="num">
                  <TrialState state={trial.state} />
                </td>
              ))}
            </tr>
            {shown.map((row) => (
              <tr key={row.name}>
                <td className="dim">{row.name}</td>
                {row.values.map((value, index) => (
                  <td
                    key={trials[index]?.trial.id}
                    className="num"
                    style={all && row.differs ? { fontWeight: 600 } : undefined}
                  >
                    {formatScalar(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {differing.length === 0 && trials.length > 1 && <p className="dim">Their configurations are equal.</p>}
      </div>
    </Card>
  );
}
