import type { RecipeEntry } from '@seesaw/shared/catalog';
import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';
import type { SweepRow } from '@seesaw/shared/records';
import { searchMethods, usesResults } from '@seesaw/shared/searchSpace';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { sweepsQuery } from '../../api/sweepQueries.ts';
import { NumberInput } from './NumberInput.tsx';
import { Row } from './SettingRow.tsx';
import type { SweepForm } from './sweepForm.ts';
import { addWarmPoint, removeWarmPoint, setWarmPoint, setWarmSweeps, warmStartIn } from './warmStart.ts';

/** What a sweep begins with: points that are run first, and what earlier sweeps found. */
export function WarmStartSection(props: {
  form: SweepForm;
  recipe: RecipeEntry | undefined;
  text: string;
  onText: (text: string) => void;
}) {
  const { form, recipe, text, onText } = props;
  const pointsId = useId();
  const warm = warmStartIn(form);
  if (warm === undefined) {
    return (
      <Row name="warm_start" isSet describedBy={pointsId} note="This form of it can only be changed in the file.">
        <code className="dim">{JSON.stringify(form.file.warm_start)}</code>
      </Row>
    );
  }
  return (
    <>
      <EarlierSweeps form={form} ids={warm.sweeps} onChange={(ids) => onText(setWarmSweeps(text, ids))} />
      <Row
        name="warm_start.points"
        isSet={warm.points.length > 0}
        describedBy={pointsId}
        note={
          form.method === 'grid'
            ? 'A grid runs every one of its points anyway.'
            : 'Run first, before the method suggests anything. An empty field is the default of the recipe.'
        }
      >
        <button type="button" className="btn small" onClick={() => onText(addWarmPoint(text))}>
          Add a point
        </button>
      </Row>
      {warm.points.map((point, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the file
        <fieldset key={place} className="warm-point">
          <legend className="visually-hidden">Point {place + 1}</legend>
          {namesOf(form, point).map((name) => (
            <span key={name} className="nowrap">
              <code>{name}</code>{' '}
              <ValueInput
                parameter={recipe?.hyperparameters.find((one) => one.name === name)}
                label={`${name} of point ${place + 1}`}
                value={point[name]}
                onChange={(value) => onText(setWarmPoint(text, place, name, value))}
              />
            </span>
          ))}
          <button
            type="button"
            className="btn small"
            aria-label={`Remove point ${place + 1}`}
            title="Remove"
            onClick={() => onText(removeWarmPoint(text, place))}
          >
            ✕
          </button>
        </fieldset>
      ))}
    </>
  );
}

function EarlierSweeps(props: { form: SweepForm; ids: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const { form, ids, onChange } = props;
  const describedBy = useId();
  const query = useInfiniteQuery(sweepsQuery());
  const known: readonly SweepRow[] = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const offered = known.filter(
    ({ id, state, definition }) => isEndedSweep(state) && definition.recipe === form.recipe && !ids.includes(id),
  );
  const method = searchMethods.find((one) => one === form.method);
  return (
    <>
      <Row
        name="warm_start.sweeps"
        isSet={ids.length > 0}
        describedBy={describedBy}
        note={
          method === undefined || usesResults(method)
            ? 'Sweeps with the same objectives whose results are known from the start, as far as they fit this space.'
            : `${method} does not look at results, so those of earlier sweeps change nothing.`
        }
      >
        <select
          className="field"
          aria-label="Add an earlier sweep"
          aria-describedby={describedBy}
          value=""
          disabled={offered.length === 0}
          onChange={({ target }) => onChange([...ids, target.value])}
        >
          <option value="">{offered.length === 0 ? 'no other one that ended' : 'add…'}</option>
          {offered.map(({ id, name }) => (
            <option key={id} value={id}>
              {name} ({id})
            </option>
          ))}
        </select>
      </Row>
      {ids.map((id) => (
        <div key={id} className="warm-point">
          <span>
            {known.find((one) => one.id === id)?.name} <code className="dim">{id}</code>
          </span>
          <button
            type="button"
            className="btn small"
            aria-label={`Remove sweep ${id}`}
            title="Remove"
            onClick={() => onChange(ids.filter((one) => one !== id))}
          >
            ✕
          </button>
        </div>
      ))}
    </>
  );
}

function ValueInput(props: {
  parameter: Hyperparameter | undefined;
  label: string;
  value: Scalar | undefined;
  onChange: (value: Scalar | undefined) => void;
}) {
  const { parameter, label, value, onChange } = props;
  if (parameter?.kind !== 'choice' && parameter?.kind !== 'boolean') {
    return (
      <NumberInput
        label={label}
        value={typeof value === 'number' ? value : undefined}
        placeholder={String(parameter?.default ?? '')}
        onChange={onChange}
      />
    );
  }
  const choices: readonly Scalar[] = parameter.kind === 'boolean' ? [true, false] : parameter.choices;
  return (
    <select
      className="field"
      aria-label={label}
      value={value === undefined ? '' : String(value)}
      onChange={({ target }) => onChange(choices.find((one) => String(one) === target.value))}
    >
      <option value="">{String(parameter.default)} (default)</option>
      {choices.map((one) => (
        <option key={String(one)}>{String(one)}</option>
      ))}
    </select>
  );
}

/** What varies, and what the point names besides. */
function namesOf({ parameters }: SweepForm, point: Readonly<Record<string, Scalar>>): string[] {
  const varied = Object.entries(parameters).flatMap(([name, { kind }]) => (kind === 'value' ? [] : name));
  return [...new Set([...varied, ...Object.keys(point)])];
}
