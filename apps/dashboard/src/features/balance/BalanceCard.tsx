import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { catalogQuery } from '../../api/systemQueries.ts';
import { trialNumberedQuery } from '../../api/trialQueries.ts';
import { formatCount, formatScalar } from '../../format/numbers.ts';
import { Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { CodeText } from '../../parts/CodeText.tsx';
import { downloadSvg } from '../../parts/downloadSvg.ts';
import { NameSelect } from '../../parts/NameSelect.tsx';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import { VerdictLegend } from '../../parts/Verdict.tsx';
import { verdictLook } from '../../theme/verdicts.ts';
import { useUrlState } from '../../useUrlState.ts';
import { playsGame } from '../sweep/playsGame.ts';
import { useMappedTrials } from '../sweep/useMappedTrials.ts';
import type { SweepView } from '../sweep/useSweepView.ts';
import type { MappedTrial } from '../trials/mappedTrial.ts';
import { adviceOf, type Trouble, troubleOf } from './advice.ts';
import { BalanceMap } from './BalanceMap.tsx';
import { axisCandidates, variedKnobs } from './knobs.ts';
import './balance.css';

export function BalanceCard(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  const trials = useMappedTrials(sweep, view);
  const [search, setSearch] = useUrlState();
  const catalog = useQuery(catalogQuery);
  const recipe = catalog.data?.recipes.find((one) => one.name === sweep.definition.recipe);
  const knobs = axisCandidates(variedKnobs(sweep.definition), recipe?.hyperparameters ?? []);
  const x = pick(search.x, knobs) ?? knobs[0];
  const y =
    pick(
      search.y,
      knobs.filter((knob) => knob !== x),
    ) ?? knobs.find((knob) => knob !== x);
  const others = knobs.filter((knob) => knob !== x && knob !== y);
  const split = pick(search.split, others);
  const splitValues = split === undefined ? [] : [...new Set(trials.map((trial) => trial.point[split]))];
  const panels = split === undefined ? [undefined] : splitValues;
  const allScores = trials.map((trial) => trial.score).filter((score) => score !== null);
  const trouble = troubleOf(trials);
  const numbered = Object.values(sweep.counts).reduce((sum, count) => sum + count, 0);
  const savePicture = () => {
    for (const [index, svg] of [...document.querySelectorAll<SVGSVGElement>('.balance-panel svg')].entries())
      void downloadSvg(`${sweep.name}-balance${index === 0 ? '' : `-${index + 1}`}.png`, svg);
  };
  return (
    <Card
      title="Balance map"
      small={
        x !== undefined &&
        y !== undefined && (
          <span className="axis-choice">
            <NameSelect
              label="Across: knob"
              value={x}
              names={knobs}
              onPick={(knob) => setSearch(knob === y ? { x: y, y: x } : { x: knob })}
            />
            ×
            <NameSelect
              label="Up: knob"
              value={y}
              names={knobs}
              onPick={(knob) => setSearch(knob === x ? { x: y, y: x } : { y: knob })}
            />
            {others.length > 0 && (
              <>
                ·
                <select
                  className="field"
                  aria-label="Split the map by"
                  value={split ?? ''}
                  onChange={(event) => setSearch({ split: event.target.value })}
                >
                  <option value="">mean over {others.join(', ')}</option>
                  {others.map((knob) => (
                    <option key={knob} value={knob}>
                      by {knob}
                    </option>
                  ))}
                </select>
              </>
            )}
          </span>
        )
      }
    >
      {x === undefined ? (
        <Empty title="This sweep varies nothing.">
          A map needs one knob, better two, such as lr_ratio and d_steps.
        </Empty>
      ) : trials.length === 0 ? (
        <Empty title="No trial yet." />
      ) : (
        <>
          {panels.map((value, index) => (
            <div key={String(value)} className="balance-panel" style={{ marginBottom: 4 }}>
              {split !== undefined && (
                <div className="dim" style={{ fontSize: 11.5 }}>
                  {split} = {formatScalar(value)}
                </div>
              )}
              <BalanceMap
                sweep={sweep}
                trials={split === undefined ? trials : trials.filter((trial) => trial.point[split] === value)}
                x={x}
                y={y}
                {...(split === undefined ? {} : { scaleScores: allScores })}
                showKey={index === panels.length - 1}
                selected={view.selected}
                onSelect={view.select}
              />
            </div>
          ))}
          <div className="balance-foot">
            {playsGame(sweep.definition) && <VerdictLegend />}
            {trials.length < numbered && (
              <span className="dim">
                the first {formatCount(trials.length)} of {formatCount(numbered)} trials
              </span>
            )}
            <span className="nowrap">
              <SaveButtons
                onPicture={savePicture}
                csv={{ file: `${sweep.name}-balance.csv`, rows: () => csvRows(trials, knobs) }}
              />
            </span>
          </div>
        </>
      )}
      {trouble !== undefined && <Advice {...{ sweep, view, trouble }} />}
    </Card>
  );
}

function Advice(props: { sweep: SweepRow; view: SweepView; trouble: Trouble }) {
  const { health, headline, trialNumber } = props.trouble;
  const known = props.view.trials.find(({ number }) => number === trialNumber);
  const asked = useQuery({ ...trialNumberedQuery(props.sweep.id, trialNumber), enabled: known === undefined });
  const trial = known ?? asked.data;
  return (
    <div className="advice" style={{ borderLeftColor: verdictLook(health).colour, marginTop: 10 }}>
      <b>{headline}</b> {trial !== undefined && <CodeText text={adviceOf(trial)} />}
    </div>
  );
}

function pick(wanted: string | undefined, from: readonly string[]): string | undefined {
  return wanted !== undefined && from.includes(wanted) ? wanted : undefined;
}

function csvRows(trials: readonly MappedTrial[], knobs: readonly string[]) {
  return [
    ['trial', ...knobs, 'score', 'health'],
    ...trials.map((trial) => [trial.number, ...knobs.map((knob) => trial.point[knob]), trial.score, trial.health]),
  ];
}
