import type { Interpolation } from '@seesaw/gan/latent/interpolate';
import type { CheckpointRow, TrialRow } from '@seesaw/shared/records';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { catalogQuery } from '../../api/systemQueries.ts';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';
import { Failure } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { downloadBlob } from '../../parts/download.ts';
import type { DrawnInPage } from './drawInPage.ts';
import { PictureView } from './PictureView.tsx';
import '../samples/samples.css';

/** A page would stand still for long beyond that. */
const most = 1024;

/** New samples of the newest checkpoint, made in this page: nothing has to train for it. */
export function GenerateCard(props: { trial: TrialRow; checkpoints: readonly CheckpointRow[] | undefined }) {
  const { trial, checkpoints } = props;
  const catalog = useQuery(catalogQuery);
  const newest = checkpoints?.filter(({ corrupt }) => !corrupt).toSorted((a, b) => b.step - a.step)[0];
  const [count, setCount] = useState('64');
  const [seed, setSeed] = useState('1');
  const [label, setLabel] = useState('');
  const [walk, setWalk] = useState<Interpolation | ''>('');
  const drawing = useMutation({
    mutationFn: async (checkpoint: CheckpointRow) => {
      const { drawInPage } = await import('./drawInPage.ts');
      return drawInPage(checkpoint.id, {
        ...{ count: Number(count), seed: Number(seed) },
        ...(label !== '' && { label: Number(label) }),
        ...(walk !== '' && { interpolate: walk }),
      });
    },
  });
  const recipe = catalog.data?.recipes.find(({ name }) => name === trial.config.recipe);
  // A test function generates nothing.
  if (recipe === undefined || recipe.sampleKind === 'none') return null;
  const hasLabels = (trial.config.values.condition ?? 'none') !== 'none';
  const labelMisfits = label !== '' && !isWhole(label, 0, 999_999);
  const isRight = isWhole(count, 1, most) && isWhole(seed, 0, 4_294_967_295) && !labelMisfits;
  return (
    <Card title="Generate" small="new samples of the newest checkpoint, made in this page">
      <form
        className="acts"
        onSubmit={(event) => {
          event.preventDefault();
          if (newest !== undefined && isRight) drawing.mutate(newest);
        }}
      >
        <NumberField label="how many" value={count} onChange={setCount} misfit={!isWhole(count, 1, most)} />
        <NumberField label="seed" value={seed} onChange={setSeed} misfit={!isWhole(seed, 0, 4_294_967_295)} />
        {hasLabels && (
          <NumberField label="label" value={label} onChange={setLabel} misfit={labelMisfits} placeholder="a row each" />
        )}
        <label className="dim">
          rows{' '}
          <select
            className="field"
            value={walk}
            title="A row of new latent vectors, or a way from one to another"
            onChange={(event) => setWalk(event.target.value as Interpolation | '')}
          >
            <option value="">all new</option>
            <option value="linear">straight walks</option>
            <option value="spherical">walks on the sphere</option>
          </select>
        </label>
        <button type="submit" className="btn" disabled={newest === undefined || !isRight || drawing.isPending}>
          {drawing.isPending ? 'Generating…' : 'Generate'}
        </button>
        <span className="dim">
          {newest === undefined
            ? checkpoints !== undefined && 'No checkpoint yet: there is no generator to draw with.'
            : `step ${formatCount(newest.step)}; the same seed gives the same latent vectors at every step`}
        </span>
      </form>
      {drawing.error !== null && <Failure error={drawing.error} />}
      {drawing.data !== undefined && <Result drawn={drawing.data} name={formatTrialNumber(trial.number)} />}
    </Card>
  );
}

function Result(props: { drawn: DrawnInPage; name: string }) {
  const { drawn, name } = props;
  const file = `trial-${name}-step-${drawn.step}-generated`;
  return (
    <figure style={{ margin: '10px 0 0' }}>
      <PictureView
        picture={drawn.picture}
        className={drawn.kind}
        label={`New samples of trial ${name}, step ${formatCount(drawn.step)}`}
        fileName={`${file}.png`}
      />
      <figcaption className="legend" style={{ marginTop: 6 }}>
        <span>
          step <b>{formatCount(drawn.step)}</b>
        </span>
        <button
          type="button"
          className="btn small"
          onClick={() => downloadBlob(`${file}.safetensors`, new Blob([new Uint8Array(drawn.tensors)]))}
        >
          tensors (safetensors)
        </button>
      </figcaption>
    </figure>
  );
}

function NumberField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  misfit: boolean;
  placeholder?: string;
}) {
  return (
    <label className="dim">
      {props.label}{' '}
      <input
        className="field num"
        style={{ width: 90 }}
        inputMode="numeric"
        aria-invalid={props.misfit}
        placeholder={props.placeholder}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}

function isWhole(text: string, min: number, max: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}
