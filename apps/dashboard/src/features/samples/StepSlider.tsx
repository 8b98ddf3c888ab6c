import { formatCount } from '../../format/numbers.ts';
import type { TrialSamples } from './useTrialSamples.ts';
import './samples.css';

/** Moves through the steps of a trial's samples; without a choice it stays at the newest. */
export function StepSlider(props: { samples: TrialSamples }) {
  const { steps, step, goTo } = props.samples;
  if (step === undefined) return null;
  return (
    <div className="step-slider">
      <input
        type="range"
        min={0}
        max={Math.max(0, steps.length - 1)}
        value={steps.indexOf(step)}
        aria-label="Step of the sample"
        aria-valuetext={`step ${formatCount(step)}`}
        onChange={(event) => goTo(steps[Number(event.target.value)])}
      />
      <span className="nowrap">step {formatCount(step)}</span>
      {step !== steps.at(-1) && (
        <button type="button" className="btn small" onClick={() => goTo(undefined)}>
          Newest
        </button>
      )}
    </div>
  );
}
