import { extname } from 'node:path';
import type { Generated } from '@seesaw/gan/generator';
import { drawGenerated, tensorsOfGenerated } from '@seesaw/gan/pictures/drawGenerated';
import { encodeSafetensors } from '@seesaw/gan/state/safetensors';
import { PNG } from 'pngjs';
import { usageError } from '../cliError.ts';

/** What belongs into a file, by the end of its name. */
const formats = {
  '.png': (generated) => encode(generated),
  '.safetensors': (generated) => encodeSafetensors(tensorsOfGenerated(generated)),
  '.csv': (generated, file) =>
    `x,y\n${pairs(generated, file)
      .map(([x, y]) => `${x},${y}\n`)
      .join('')}`,
  '.json': (generated, file) => `${JSON.stringify({ points: pairs(generated, file) })}\n`,
} satisfies Record<string, (generated: Generated, file: string) => Uint8Array | string>;

/** Refused before anything is downloaded. */
export function checkSampleFile(file: string): void {
  if (!(formatOf(file) in formats)) {
    throw usageError(
      `"${file}" names no format.`,
      'Give .png for a picture, .safetensors for every number, .csv or .json for points.',
    );
  }
}

/** The content of a file of this name; `-` is a picture. */
export function sampleBytes(file: string, generated: Generated): Uint8Array | string {
  return formats[formatOf(file) as keyof typeof formats](generated, file);
}

function formatOf(file: string): string {
  return file === '-' ? '.png' : extname(file).toLowerCase();
}

function pairs({ sample, count, values }: Generated, file: string): [number, number][] {
  if (sample.kind !== 'points') {
    throw usageError(
      `${file}: pictures are no list of points.`,
      'Give .safetensors for every number of every picture.',
    );
  }
  return Array.from({ length: count }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);
}

function encode(generated: Generated): Uint8Array {
  const { width, height, rgba } = drawGenerated(generated);
  const { sample } = generated;
  const png = new PNG({ width, height });
  png.data.set(rgba);
  return PNG.sync.write(png, { colorType: sample.kind === 'images' && sample.channels === 1 ? 0 : 2 });
}
