import { join } from 'node:path';
import type { SampleSet } from '@seesaw/gan/game/drawSamples';
import { drawPoints } from '@seesaw/gan/pictures/drawPoints';
import type { Picture } from '@seesaw/gan/pictures/picture';
import { tileImages } from '@seesaw/gan/pictures/tileImages';
import { encodeSafetensors } from '@seesaw/gan/state/safetensors';
import { PNG } from 'pngjs';
import type { FromChild } from '../protocol.ts';
import { writeFilesDurably } from './durableFiles.ts';

type SampleMessage = Extract<FromChild, { type: 'sample' }>;
export type WrittenSample = Pick<SampleMessage, 'kind' | 'png' | 'tensors' | 'facts'>;

/** `<trialFolder>/samples/step_<n>.png` and `.safetensors`, durable when this returns. */
export async function writeSample(trialFolder: string, step: number, sample: SampleSet): Promise<WrittenSample> {
  const folder = join(trialFolder, 'samples');
  const [tensors, pngName] = [`step_${step}.safetensors`, `step_${step}.png`];
  const { png, facts } = picture(sample);
  await writeFilesDurably(folder, [
    { name: tensors, bytes: encodeSafetensors(sample.tensors) },
    { name: pngName, bytes: png },
  ]);
  return { kind: sample.kind, png: join(folder, pngName), tensors: join(folder, tensors), facts };
}

function picture(sample: SampleSet): { png: Uint8Array; facts: WrittenSample['facts'] } {
  switch (sample.kind) {
    case 'images': {
      const { picture: sheet, columns } = tileImages(sample);
      const { count, width, height, labels } = sample;
      const real = sample.tensors.real?.shape[0];
      return {
        png: encode(sheet, sample.channels === 1 ? 'grey' : 'rgb'),
        facts: {
          ...{ count, width, height, columns },
          ...(labels !== undefined && { labels }),
          ...(real !== undefined && { real }),
        },
      };
    }
    case 'points': {
      const { picture: plane, count } = drawPoints(sample.tensors);
      return { png: encode(plane, 'rgb'), facts: { count, width: plane.width, height: plane.height } };
    }
  }
}

/**
 * Flat areas and noise gain nothing from filters: without them a plane of points has less than half the bytes and takes a third less
 * time than with those that the library chooses.
 */
const packing = { filterType: 0, deflateLevel: 6, deflateStrategy: 0 } as const;
/** As the format numbers them. */
const colorTypes = { grey: 0, rgb: 2 } as const;

function encode({ width, height, rgba }: Picture, colours: keyof typeof colorTypes): Uint8Array {
  const png = new PNG({ width, height });
  // The library would ask of each pixel what to do with it.
  png.data = bytesOf(rgba, colours);
  const colorType = colorTypes[colours];
  return PNG.sync.write(png, { ...packing, colorType, inputColorType: colorType });
}

/** Without what the format does not keep: opacity, and of grey all but one channel. */
function bytesOf(rgba: Picture['rgba'], colours: keyof typeof colorTypes): Buffer {
  const channels = colours === 'grey' ? 1 : 3;
  const bytes = Buffer.allocUnsafe((rgba.length / 4) * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += channels) {
    bytes[to] = rgba[from]!;
    if (channels === 1) continue;
    bytes[to + 1] = rgba[from + 1]!;
    bytes[to + 2] = rgba[from + 2]!;
  }
  return bytes;
}
