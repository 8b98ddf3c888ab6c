import { keepInWords } from '@seesaw/shared/keepInWords';
import type { TrialRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { catalogQuery } from '../../api/systemQueries.ts';
import { formatScalar } from '../../format/numbers.ts';
import { formatMoment } from '../../format/time.ts';
import { Card } from '../../parts/Card.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';

export function TrialConfigTab(props: { trial: TrialRow }) {
  const { trial } = props;
  const catalog = useQuery(catalogQuery);
  const recipe = catalog.data?.recipes.find((one) => one.name === trial.config.recipe);
  const loss = catalog.data?.losses.find((one) => one.name === trial.config.values.loss);
  const isVaried = (name: string) => name in trial.point;
  const values = Object.entries(trial.config.values).sort(
    ([a], [b]) => Number(isVaried(b)) - Number(isVaried(a)) || a.localeCompare(b),
  );
  const whyOf = (name: string) => recipe?.hyperparameters.find((one) => one.name === name)?.why;
  return (
    <div className="cols-2" style={{ alignItems: 'start' }}>
      <Card title="Configuration" small="complete: nothing is filled in after this">
        <div className="scroll-x">
          <table className="list">
            <tbody>
              {values.map(([name, value]) => (
                <tr key={name} className={isVaried(name) ? 'sel' : ''} title={whyOf(name)}>
                  <td>{name}</td>
                  <td className="num">{formatScalar(value)}</td>
                  <td className="dim">{isVaried(name) ? 'varied by the sweep' : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <div className="stack">
        <Card title="Identity">
          <dl className="facts">
            <dt>recipe</dt>
            <dd>{trial.config.recipe}</dd>
            <dt>data</dt>
            <dd>{trial.config.dataset}</dd>
            <dt>steps, seed</dt>
            <dd>
              {trial.config.steps}, {trial.config.seed}
            </dd>
            <dt>checkpoint</dt>
            <dd>
              every {trial.config.checkpoint.everySteps} steps, kept: {keepInWords(trial.config.checkpoint.keep)}
            </dd>
            <dt>config hash</dt>
            <dd>
              <code>{trial.configHash}</code>
            </dd>
            <dt>state SHA-256</dt>
            <dd>
              <code>{trial.stateSha ?? '–'}</code>
            </dd>
            <dt>created</dt>
            <dd>{formatMoment(trial.createdAt)}</dd>
          </dl>
        </Card>
        {loss !== undefined && (
          <Card title={loss.title} small={loss.source}>
            <dl className="facts">
              <dt style={{ color: 'var(--d)' }}>D minimises</dt>
              <dd className="mono">{loss.formulaD}</dd>
              <dt style={{ color: 'var(--g)' }}>G minimises</dt>
              <dd className="mono">{loss.formulaG}</dd>
            </dl>
          </Card>
        )}
        <Card title="On the command line">
          <CommandLine command={`npx --no seesaw trial show ${trial.id}`} />
        </Card>
      </div>
    </div>
  );
}
