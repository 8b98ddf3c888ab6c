import { keepInWords } from '@seesaw/shared/keepInWords';
import { objectivesOf } from '@seesaw/shared/objective';
import { sweepWorkflowId } from '@seesaw/shared/queues';
import type { SweepRow } from '@seesaw/shared/records';
import { warmSourceInWords } from '@seesaw/shared/warmSourceInWords';
import { useQuery } from '@tanstack/react-query';
import { sweepYamlQuery } from '../../api/sweepQueries.ts';
import { healthQuery } from '../../api/systemQueries.ts';
import { formatCount, formatScalar } from '../../format/numbers.ts';
import { formatMoment } from '../../format/time.ts';
import { Async } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { downloadBlob } from '../../parts/download.ts';
import { mlflowRunUrl } from '../trial/mlflowLink.ts';
import { TemporalLink } from '../trial/TemporalLink.tsx';

export function ConfigTab(props: { sweep: SweepRow }) {
  const { sweep } = props;
  const { definition } = sweep;
  const yaml = useQuery(sweepYamlQuery(sweep.id));
  const health = useQuery(healthQuery);
  const mlflow = mlflowRunUrl(health.data?.mlflowUrl, sweep.mlflowRunId);
  return (
    <div className="cols-2" style={{ alignItems: 'start' }}>
      <Card
        title="Sweep file, as it was sent"
        small={
          yaml.data !== undefined && (
            <button
              type="button"
              className="btn small"
              onClick={() => downloadBlob(`${sweep.name}.yaml`, new Blob([yaml.data ?? ''], { type: 'text/yaml' }))}
            >
              Download
            </button>
          )
        }
      >
        <Async query={yaml}>{(text) => <pre className="text">{text}</pre>}</Async>
      </Card>
      <div className="stack">
        <Card title="What it became">
          <dl className="facts">
            <Fact name="id">
              <code>{sweep.id}</code>
            </Fact>
            <Fact name="recipe">{definition.recipe}</Fact>
            <Fact name="data">{definition.dataset}</Fact>
            <Fact name="objective">
              {objectivesOf(definition)
                .map(({ name, goal }) => `${goal} ${name}`)
                .join(', ')}
            </Fact>
            <Fact name="search">
              {definition.method}, seed {definition.seed}, {formatCount(definition.plannedTrials)} trials
            </Fact>
            {(sweep.warmSources ?? []).map((source) => (
              <Fact key={source.sweepId} name="warm start">
                {warmSourceInWords(source)}
              </Fact>
            ))}
            <Fact name="at once">
              {sweep.concurrency} on pool {sweep.pool}
            </Fact>
            {definition.pack !== undefined && (
              <Fact name="in one program">up to {definition.pack} trials, each in a lane of a slot</Fact>
            )}
            <Fact name="retry">
              {definition.retry.maxAttempts} attempts from {definition.retry.from}
            </Fact>
            <Fact name="checkpoint">
              every {definition.checkpoint.everySteps} steps, kept: {keepInWords(definition.checkpoint.keep)}
            </Fact>
            <Fact name="created">{formatMoment(sweep.createdAt)}</Fact>
            {mlflow !== undefined && (
              <Fact name="MLflow">
                <a href={mlflow} target="_blank" rel="noreferrer">
                  parent run
                </a>
              </Fact>
            )}
            <Fact name="workflow">
              <TemporalLink workflowId={sweepWorkflowId(sweep.id)} />
            </Fact>
          </dl>
        </Card>
        <Card title="Held fixed" small="every hyperparameter that the sweep does not vary">
          <dl className="facts two">
            {Object.entries(definition.base)
              // A conditional parameter is there as well: its value where it is not searched.
              .filter(([name]) => !definition.space.some((axis) => axis.name === name))
              .sort(([a], [b]) => a.localeCompare(b))
              .map(([name, value]) => (
                <Fact key={name} name={name}>
                  {formatScalar(value)}
                </Fact>
              ))}
          </dl>
        </Card>
      </div>
    </div>
  );
}

function Fact(props: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
