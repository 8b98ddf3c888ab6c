import type { Picture } from '@seesaw/gan/pictures/picture';
import type { CheckpointRow, TrialRow } from '@seesaw/shared/records';
import { useEffect, useState } from 'react';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import type { LatentWalk } from './openLatentWalk.ts';
import { PictureView } from './PictureView.tsx';
import { useLatentWalk } from './useLatentWalk.ts';
import '../samples/samples.css';

/** Coordinates that have a slider. */
const sliders = 6;
const resting: readonly number[] = Array.from({ length: sliders }, () => 0);

/** Walks between two latent vectors with the trained generator running in this page. */
export function LatentExplorer(props: { trial: TrialRow; checkpoints: readonly CheckpointRow[] | undefined }) {
  const { trial, checkpoints } = props;
  const good = (checkpoints ?? []).filter(({ corrupt }) => !corrupt).toSorted((a, b) => b.step - a.step);
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const checkpoint = good.find(({ id }) => id === chosen) ?? good[0];
  const { walk, error } = useLatentWalk(isOpen ? checkpoint?.id : undefined);
  return (
    <Card title="Latent explorer" small="the trained generator runs in this page; nothing is asked of a trainer">
      {checkpoint === undefined ? (
        checkpoints !== undefined && (
          <Empty title="No checkpoint yet.">There is no generator to walk with before the first one.</Empty>
        )
      ) : (
        <>
          <label className="dim">
            checkpoint{' '}
            <select className="field" value={checkpoint.id} onChange={(event) => setChosen(Number(event.target.value))}>
              {good.map(({ id, step }) => (
                <option key={id} value={id}>
                  step {formatCount(step)}
                </option>
              ))}
            </select>
          </label>
          {error !== undefined && <Failure error={error} />}
          {!isOpen ? (
            <button type="button" className="btn" style={{ marginLeft: 8 }} onClick={() => setIsOpen(true)}>
              Open the generator
            </button>
          ) : walk === undefined ? (
            error === undefined && <Skeleton height={260} />
          ) : (
            <Walk key={checkpoint.id} walk={walk} name={formatTrialNumber(trial.number)} step={checkpoint.step} />
          )}
        </>
      )}
    </Card>
  );
}

function Walk(props: { walk: LatentWalk; name: string; step: number }) {
  const { walk, name } = props;
  const [ends, setEnds] = useState<readonly [string, string]>(['1', '2']);
  const [share, setShare] = useState(walk.kind === 'points' ? 1 : 0.5);
  const [isSphere, setIsSphere] = useState(true);
  const [offsets, setOffsets] = useState(resting);
  const [label, setLabel] = useState(0);
  const [picture, setPicture] = useState<Picture | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const misfits = ends.map((seed) => !/^\d{1,9}$/.test(seed));
  const seeds = misfits.includes(true) ? undefined : `${ends[0]} ${ends[1]}`;

  useEffect(() => {
    if (seeds === undefined) return;
    // A newer position makes an older picture pointless: it is not shown when it comes late.
    let isWanted = true;
    const [from = 1, to = 2] = seeds.split(' ').map(Number);
    walk.draw({ from, to, share, path: isSphere ? 'spherical' : 'linear', offsets, label }).then(
      (drawn) => {
        if (!isWanted) return;
        setPicture(drawn);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (isWanted) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [walk, seeds, share, isSphere, offsets, label]);

  return (
    <div className="explorer">
      <div>
        {problem !== undefined && (
          <p role="alert" style={{ color: 'var(--bad)' }}>
            {problem}
          </p>
        )}
        {picture === undefined ? (
          <Skeleton height={260} />
        ) : (
          <PictureView
            picture={picture}
            className={walk.kind}
            label={`Trial ${name}, ${Math.round(share * 100)} % of the way`}
            fileName={`trial-${name}-step-${props.step}-walk.png`}
          />
        )}
      </div>
      <div className="stack" style={{ alignContent: 'start' }}>
        <div className="acts">
          {(['from', 'to'] as const).map((end, i) => (
            <label key={end} className="dim">
              {end} seed{' '}
              <input
                className="field num"
                style={{ width: 80 }}
                inputMode="numeric"
                aria-invalid={misfits[i]}
                value={ends[i]}
                onChange={(event) => setEnds(i === 0 ? [event.target.value, ends[1]] : [ends[0], event.target.value])}
              />
            </label>
          ))}
          <select
            className="field"
            aria-label="Way"
            value={isSphere ? 'spherical' : 'linear'}
            onChange={(event) => setIsSphere(event.target.value === 'spherical')}
          >
            <option value="spherical">on the sphere</option>
            <option value="linear">straight</option>
          </select>
          {walk.classes > 0 && (
            <label className="dim">
              label{' '}
              <select className="field" value={label} onChange={(event) => setLabel(Number(event.target.value))}>
                {Array.from({ length: walk.classes }, (_, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a label is its number
                  <option key={i}>{i}</option>
                ))}
              </select>
            </label>
          )}
        </div>
        <Slider label="way" min={0} max={1} value={share} onChange={setShare} />
        {offsets.slice(0, Math.min(sliders, walk.zDim)).map((offset, i) => (
          <Slider
            // biome-ignore lint/suspicious/noArrayIndexKey: a coordinate is its place
            key={i}
            label={`z ${i + 1}`}
            min={-3}
            max={3}
            value={offset}
            onChange={(value) => setOffsets(offsets.map((one, at) => (at === i ? value : one)))}
          />
        ))}
        <div className="acts">
          <button type="button" className="btn small" onClick={() => setOffsets(resting)}>
            Reset coordinates
          </button>
          <span className="dim">{formatCount(walk.zDim)} coordinates; the sliders are added to the first ones</span>
        </div>
      </div>
    </div>
  );
}

function Slider(props: { label: string; min: number; max: number; value: number; onChange: (value: number) => void }) {
  return (
    <label className="slider dim">
      <span>{props.label}</span>
      <input
        type="range"
        aria-label={props.label}
        min={props.min}
        max={props.max}
        step={0.01}
        value={props.value}
        onChange={(event) => props.onChange(Number(event.target.value))}
      />
      <span className="num">{props.value.toFixed(2)}</span>
    </label>
  );
}
