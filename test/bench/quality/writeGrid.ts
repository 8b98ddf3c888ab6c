import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Picture } from '@seesaw/gan/pictures/picture';
import { PNG } from 'pngjs';

/** Pictures of one size side by side. */
export async function writeGrid(file: string, pictures: readonly Picture[]): Promise<void> {
  const { width, height } = pictures[0]!;
  const png = new PNG({ width: width * pictures.length, height });
  pictures.forEach(({ rgba }, place) => {
    for (let row = 0; row < height; row++) {
      png.data.set(rgba.subarray(4 * row * width, 4 * (row + 1) * width), 4 * (row * png.width + place * width));
    }
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, PNG.sync.write(png, { colorType: 2 }));
}
