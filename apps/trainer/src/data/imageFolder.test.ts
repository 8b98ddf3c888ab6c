import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readImageFolder } from './imageFolder.ts';

let folder: string;
const said: string[] = [];
const note = (text: string) => void said.push(text);

beforeEach(async () => {
  said.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'seesaw-pictures-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('grey pictures become one channel in the order of their names; other files and hidden ones are left alone', async () => {
  await series(40, (i) => png(3, 2, (p) => [p === 0 ? i : 9, p === 0 ? i : 9, p === 0 ? i : 9, 255]));
  await put('notes.txt', new Uint8Array(3));
  await put('.DS_Store', new Uint8Array(3));
  const data = await readImageFolder('image-folder:own', folder, note);
  expect(data).toMatchObject({ width: 3, height: 2, channels: 1, labelCount: 0, name: 'image-folder:own' });
  const firsts = [data.train, data.heldOut].flatMap(({ pixels, count }) =>
    Array.from({ length: count }, (_, i) => pixels[6 * i]!),
  );
  expect(firsts.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  expect([...data.train.pixels.subarray(0, 6)]).toEqual([data.train.pixels[0], 9, 9, 9, 9, 9]);
  expect(said.join('\n')).toMatch(/32 pictures of 3 × 2 pixels to train on, 8 held out, grey, without labels/);
  expect(said.join('\n')).toMatch(/1 other files .* such as notes\.txt/);
});

test('one picture in colour makes all of them red, green and blue; what is transparent lies on black', async () => {
  await series(30, (i) => png(1, 2, (p) => (p === 0 ? [i, i, i, 255] : [200, 100, 50, 51])));
  const { channels, train } = await readImageFolder('image-folder:own', folder, note);
  expect(channels).toBe(3);
  expect([...train.pixels.subarray(3, 6)]).toEqual([40, 20, 10]);
});

test('folders inside are labels, in the order of their names, and PNG and JPEG may be mixed', async () => {
  const level = (label: number, i: number) => 40 + 100 * label + i;
  for (const [label, name] of ['cats', 'dogs'].entries()) {
    await series(20, (i) => png(8, 8, (p) => grey(level(label, i) - (p >> 5))), name);
  }
  await series(5, (i) => jpeg(8, 8, level(1, i)), 'dogs', 'jpg');
  const data = await readImageFolder('image-folder:pets', folder, note);
  expect(data).toMatchObject({ labelCount: 2, channels: 1 });
  for (const { pixels, labels, count } of [data.train, data.heldOut]) {
    for (let i = 0; i < count; i++) expect(labels[i]).toBe(pixels[64 * i]! > 100 ? 1 : 0);
  }
  expect(said[0]).toContain('with the labels cats, dogs');
});

test.each<[string, () => Promise<unknown>, RegExp, string]>([
  ['an empty folder', async () => undefined, /holds no pictures\. Put PNG or JPEG files into it/, ''],
  [
    'a picture of another size',
    async () => {
      await series(30, (i) => png(4, 4, () => grey(i)));
      await put(
        '29b.png',
        png(5, 4, () => grey(1)),
      );
    },
    /has 5 × 4 pixels\. .* one size: the first, 00\.png, has 4 × 4\. Scale or cut them/,
    '29b.png',
  ],
  [
    'a picture that is cut off',
    async () => {
      await series(30, (i) => png(4, 4, () => grey(i)));
      await put('12.png', png(4, 4, () => grey(1)).subarray(0, 50));
    },
    /is no whole PNG/,
    '12.png',
  ],
  [
    'a format that is not read',
    () => put('a.webp', new TextEncoder().encode('RIFF')),
    /is neither a PNG nor a JPEG/,
    'a.webp',
  ],
  ['too few pictures', () => series(4, (i) => png(4, 4, () => grey(i))), /has 4 images\. Add images: at least 30/, ''],
  ['pictures of one colour each', () => series(30, (i) => png(4, 4, () => grey(i))), /of one colour each/, ''],
  [
    'pictures beside folders with pictures',
    async () => {
      await put(
        'a.png',
        png(4, 4, () => grey(1)),
      );
      await put(
        'cats/b.png',
        png(4, 4, () => grey(2)),
      );
    },
    /lies beside folders with pictures \(cats\)/,
    'a.png',
  ],
])('%s is a data-set error that names what is wrong', async (_what, prepare, message, file) => {
  await prepare();
  const error = await readImageFolder('image-folder:own', folder, note).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'data-set', retryable: false, facts: { file: join(folder, file) } });
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toContain(join(folder, file));
});

type Rgba = readonly [number, number, number, number];

function grey(level: number): Rgba {
  return [level, level, level, 255];
}

async function series(count: number, make: (i: number) => Uint8Array, inside = '.', ending = 'png'): Promise<void> {
  for (let i = 0; i < count; i++) await put(join(inside, `${String(i).padStart(2, '0')}.${ending}`), make(i));
}

async function put(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), bytes);
}

function png(width: number, height: number, colour: (pixel: number) => Rgba): Uint8Array {
  const image = new PNG({ width, height });
  for (let p = 0; p < width * height; p++) image.data.set(colour(p), 4 * p);
  return PNG.sync.write(image);
}

function jpeg(width: number, height: number, level: number): Uint8Array {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : level));
  return encode({ width, height, data }, 100).data;
}
