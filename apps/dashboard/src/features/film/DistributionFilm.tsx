import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import type { PlainTensors } from '@seesaw/gan/state/safetensors';
import type { TrialRow } from '@seesaw/shared/records';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { sampleTensorsQuery } from '../../api/trialQueries.ts';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';
import { Async, Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { downloadBlob } from '../../parts/download.ts';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import { StepSlider } from '../samples/StepSlider.tsx';
import { pickColumns } from '../samples/sampleSteps.ts';
import { useTrialSamples } from '../samples/useTrialSamples.ts';
import { drawFrame } from './drawFrame.ts';
import { between, type FilmFrame, filmFrame } from './filmFrame.ts';
import '../samples/samples.css';

const size = 440;
/** Frames beyond this are spread evenly over the training: each is some kilobytes to fetch. */
const mostFrames = 120;
const msPerFrame = 260;

/** The generator's points on their way to the real ones over the steps, D's surface behind them. */
export function DistributionFilm(props: { trial: TrialRow }) {
  const { trial } = props;
  const samples = useTrialSamples(trial.id);
  const steps = pickColumns(samples.steps, mostFrames);
  const queries = useQueries({
    queries: steps.map((step) => sampleTensorsQuery(samples.byStep.get(step)?.id ?? 0)),
  });
  const made = useRef(new WeakMap<PlainTensors, FilmFrame>());
  const frames = queries
    .map(({ data }, i) => data && frameOf(made.current, steps[i] ?? 0, data))
    .filter((frame) => frame !== undefined);
  const error = queries.find((query) => query.error !== null)?.error;
  const [arrows, setArrows] = useState(false);
  const [playing, setPlaying] = useState(false);
  const still = useReducedMotion();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  const shown = nearest(frames, samples.step);
  const latest = useRef(frames);
  latest.current = frames;
  const { goTo } = samples;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme means other colours
  useEffect(() => {
    if (!playing && shown !== undefined) paint(canvas.current, shown, arrows);
  }, [playing, shown, arrows, scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a film that plays is not begun again by what the slider says
  useEffect(() => {
    if (!playing) return;
    const all = latest.current;
    const from = shown === undefined || shown === all.at(-1) ? 0 : all.indexOf(shown);
    const began = performance.now();
    let next = 0;
    const tick = (now: number) => {
      const place = from + Math.max(0, now - began) / msPerFrame;
      const at = Math.min(latest.current.length - 1, Math.floor(place));
      const frame = latest.current[at];
      const following = latest.current[at + 1];
      if (frame === undefined) return;
      // Who asked for no motion sees frame after frame.
      paint(canvas.current, following === undefined || still ? frame : between(frame, following, place - at), arrows);
      if (following === undefined) {
        setPlaying(false);
        goTo(undefined);
      } else next = requestAnimationFrame(tick);
    };
    next = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(next);
  }, [playing, arrows]);

  const stop = () => setPlaying(false);
  const name = formatTrialNumber(trial.number);
  const save = () =>
    canvas.current?.toBlob((blob) => {
      if (blob !== null) downloadBlob(`trial-${name}-step-${shown?.step ?? 0}-film.png`, blob);
    });
  return (
    <Card
      title="Distribution film"
      small={`generated points move onto the real ones; ${formatCount(frames.length)} of ${formatCount(samples.steps.length)} kept steps`}
    >
      <Async
        query={samples.query}
        isEmpty={(items) => items.length === 0}
        empty={<Empty title="No sample yet.">The film has a frame every `sample_every` steps.</Empty>}
      >
        {() => (
          <>
            {error !== undefined && error !== null && frames.length === 0 && <p role="alert">{error.message}</p>}
            <canvas
              ref={canvas}
              width={size * 2}
              height={size * 2}
              className="film"
              role="img"
              aria-label={`Points of trial ${name} at step ${formatCount(Math.round(shown?.step ?? 0))}, on the surface of D`}
            />
            <div className="acts" style={{ marginTop: 8 }}>
              <button
                type="button"
                className="btn"
                disabled={frames.length < 2}
                onClick={() => (playing ? stop() : setPlaying(true))}
              >
                {playing ? 'Pause' : 'Play'}
              </button>
              <label>
                <input type="checkbox" checked={arrows} onChange={() => setArrows(!arrows)} /> what D asks of each point
              </label>
              <SaveButtons onPicture={save} />
            </div>
            <div className="legend" style={{ marginTop: 6 }}>
              <span style={{ color: 'var(--g)' }}>■ generated</span>
              <span style={{ color: 'var(--real)' }}>+ modes of the real data</span>
              <span style={{ color: 'var(--d)' }}>■ the bluer, the more real to D</span>
              {arrows && <span>→ uphill on D, longest = steepest</span>}
            </div>
          </>
        )}
      </Async>
      <StepSlider
        samples={{
          ...samples,
          goTo: (step) => {
            stop();
            goTo(step);
          },
        }}
      />
    </Card>
  );
}

/** The same frame for the same tensors: what is shown is painted when it is another one, and not whenever something else is drawn. */
function frameOf(made: WeakMap<PlainTensors, FilmFrame>, step: number, tensors: PlainTensors): FilmFrame | undefined {
  const known = made.get(tensors);
  if (known?.step === step) return known;
  const frame = filmFrame(step, tensors);
  if (frame !== undefined) made.set(tensors, frame);
  return frame;
}

/** The newest frame that is not later than the step. */
function nearest(frames: readonly FilmFrame[], step: number | undefined): FilmFrame | undefined {
  return frames.findLast((frame) => step === undefined || frame.step <= step) ?? frames[0];
}

function paint(canvas: HTMLCanvasElement | null, frame: FilmFrame, arrows: boolean): void {
  const context = canvas?.getContext('2d');
  if (canvas === null || context === null || context === undefined) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  drawFrame(context, frame, {
    size: canvas.width,
    colours: { paper: colour('--panel'), d: colour('--d'), g: colour('--g-mark'), real: colour('--ink') },
    arrows,
  });
}
