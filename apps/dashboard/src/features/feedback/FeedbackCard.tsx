import type { TrialRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sampleTensorsQuery } from '../../api/trialQueries.ts';
import { formatCount, formatNumber, formatTrialNumber } from '../../format/numbers.ts';
import { Async, Empty, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { PictureView } from '../generate/PictureView.tsx';
import { StepSlider } from '../samples/StepSlider.tsx';
import { useTrialSamples } from '../samples/useTrialSamples.ts';
import { drawFeedback, type FeedbackLook, feedbackSheet } from './feedbackSheet.ts';

const looks: readonly (readonly [FeedbackLook, string])[] = [
  ['both', 'image and request'],
  ['request', 'request alone'],
  ['image', 'image alone'],
];

/** What D asks G to change, pixel by pixel: how one number teaches a whole image. */
export function FeedbackCard(props: { trial: TrialRow }) {
  const { trial } = props;
  const samples = useTrialSamples(trial.id);
  const [look, setLook] = useState<FeedbackLook>('both');
  const [follow, setFollow] = useState(0);
  const sample = samples.current;
  const tensors = useQuery({ ...sampleTensorsQuery(sample?.id ?? 0), enabled: sample !== undefined });
  const name = formatTrialNumber(trial.number);
  return (
    <Card title="Feedback" small="−∂L_G/∂pixel of generated images: where D wants them brighter or darker">
      <Async
        query={samples.query}
        isEmpty={() => sample === undefined}
        empty={<Empty title="No sample yet.">Feedback is kept with each sample, every `sample_every` steps.</Empty>}
      >
        {() => (
          <Async query={tensors} skeleton={<Skeleton height={300} />}>
            {(data) => {
              const sheet = feedbackSheet(data);
              if (sheet === undefined) return <Empty title="This sample keeps no feedback." />;
              return (
                <div className="stack">
                  <div className="acts">
                    {looks.map(([one, words]) => (
                      <button
                        key={one}
                        type="button"
                        className="btn small"
                        aria-pressed={look === one}
                        onClick={() => setLook(one)}
                      >
                        {words}
                      </button>
                    ))}
                    <label className="dim acts">
                      follow it
                      <input
                        type="range"
                        min={0}
                        max={1}
                        step={0.05}
                        value={follow}
                        onChange={(event) => setFollow(Number(event.target.value))}
                      />
                    </label>
                  </div>
                  <PictureView
                    picture={drawFeedback(sheet, look, follow)}
                    className="images"
                    label={`What D asks of trial ${name} at step ${formatCount(sample?.step ?? 0)}`}
                    fileName={`trial-${name}-step-${sample?.step ?? 0}-feedback.png`}
                  />
                  <div className="legend">
                    <span>
                      <i className="swatch" style={{ background: 'rgb(23 160 100)' }} />
                      brighter
                    </span>
                    <span>
                      <i className="swatch" style={{ background: 'rgb(200 40 175)' }} />
                      darker
                    </span>
                    <span>
                      full colour is {formatNumber(sheet.scale)} of loss per unit of a pixel (99 % of pixels ask for
                      less)
                    </span>
                  </div>
                </div>
              );
            }}
          </Async>
        )}
      </Async>
      <StepSlider samples={samples} />
    </Card>
  );
}
