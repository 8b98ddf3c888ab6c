import type { MetricEntry } from '@seesaw/shared/catalog';
import { mostObjectives } from '@seesaw/shared/objective';
import { methodsOfSeveralObjectives } from '@seesaw/shared/searchSpace';
import { Labelled } from './Labelled.tsx';
import { addObjective, objectivesIn, removeObjective, setObjective } from './objectives.ts';
import type { SweepForm } from './sweepForm.ts';

/** One objective, or several: which of the trials are best. */
export function ObjectiveFields(props: {
  form: SweepForm;
  metrics: readonly MetricEntry[];
  text: string;
  onText: (text: string) => void;
}) {
  const { form, metrics, text, onText } = props;
  const objectives = objectivesIn(form.file);
  if (objectives === undefined) {
    return (
      <Labelled label="objectives">
        <input className="field" disabled value="as in the file" />
      </Labelled>
    );
  }
  const goalOf = (name: string) => {
    const goal = metrics.find((one) => one.name === name)?.goal;
    return goal === undefined || goal === 'none' ? '' : goal;
  };
  const next = metrics.find(({ name, goal }) => goal !== 'none' && objectives.every((one) => one.name !== name));
  const isOne = objectives.length === 1;
  const numbered = (word: string, place: number) => (isOne ? word : `${word} ${place + 1}`);
  return (
    <div className="objectives">
      {objectives.map(({ name, goal }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an objective is its place in the file
        <div key={place} className="objective">
          <Labelled label={numbered('objective', place)}>
            <select
              className="field"
              value={name}
              onChange={({ target }) => {
                const named = setObjective(text, place, 'name', target.value);
                const usual = goalOf(target.value);
                onText(usual === '' ? named : setObjective(named, place, 'goal', usual));
              }}
            >
              {metrics.every((one) => one.name !== name) && <option value={name}>{name || 'choose…'}</option>}
              {metrics.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.name}
                </option>
              ))}
            </select>
          </Labelled>
          <Labelled label={numbered('goal', place)}>
            <select
              className="field"
              value={goal}
              onChange={({ target }) => onText(setObjective(text, place, 'goal', target.value))}
            >
              <option value="">default</option>
              <option>minimize</option>
              <option>maximize</option>
            </select>
          </Labelled>
          {!isOne && (
            <button
              type="button"
              className="btn small"
              aria-label={`Remove objective ${place + 1}`}
              title="Remove"
              onClick={() => onText(removeObjective(text, place))}
            >
              ✕
            </button>
          )}
        </div>
      ))}
      {objectives.length < mostObjectives && next !== undefined && (
        <p className="dim">
          <button
            type="button"
            className="btn small"
            onClick={() => onText(addObjective(text, { name: next.name, goal: goalOf(next.name) }))}
          >
            Add an objective
          </button>{' '}
          With several the sweep looks for its Pareto front; {methodsOfSeveralObjectives.join(', ')} can do so.
        </p>
      )}
    </div>
  );
}
