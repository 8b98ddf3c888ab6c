import { join } from 'node:path';
import type { SampleSet } from '@seesaw/gan/game/drawSamples';
import { encodeSafetensors } from '@seesaw/gan/state/safetensors';
import type { FromChild } from '../protocol.ts';
import { drawPoints } from './drawPoints.ts';
import { writeFileDurably } from './durableFiles.ts';
import { tileImages } from './tileImages.ts';

type SampleMessage = Extract<FromChild, { type: 'sample' }>;
export type WrittenSample = Pick<SampleMessage, 'kind' | 'png' | 'tensors' | 'facts'>;

/** `<trialFolder>/samples/step_<n>.png` and `.safetensors`, durable when this returns. */
export async function writeSample(trialFolder: string, step: number, sample: SampleSet): Promise<WrittenSample> {
  const stem = join(trialFolder, 'samples', `step_${step}`);
  const { png, facts } = picture(sample);
  await writeFileDurably(`${stem}.safetensors`, encodeSafetensors(sample.tensors));
  await writeFileDurably(`${stem}.png`, png);
  return { kind: sample.kind, png: `${stem}.png`, tensors: `${stem}.safetensors`, facts };
}

function picture(sample: SampleSet): { png: Uint8Array; facts: WrittenSample['facts'] } {
  switch (sample.kind) {
    case 'images': {
      const { png, columns } = tileImages(sample);
      return { png, facts: { count: sample.count, width: sample.width, height: sample.height, columns } };
    }
    case 'points': {
      const { png, side, count } = drawPoints(sample.tensors);
      return { png, facts: { count, width: side, height: side } };
    }
  }
}
