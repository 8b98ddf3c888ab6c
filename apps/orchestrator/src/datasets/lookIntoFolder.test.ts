import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookIntoFolder } from './lookIntoFolder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'seesaw-look-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, bytes: Uint8Array = new Uint8Array()): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), bytes);
}
function putMany(count: number, nameOf: (i: number) => string): void {
  for (let i = 0; i < count; i++) put(nameOf(i));
}

describe('a folder of pictures', () => {
  test('that holds none is a fault, whatever else lies there', () => {
    put('notes.txt');
    put('.hidden.png');
    mkdirSync(path.join(folder, 'inside'));
    expect(lookIntoFolder('image-folder', folder)).toEqual({
      message: `${folder} holds no pictures.`,
      suggestion: 'Put PNG or JPEG files into it.',
      severity: 'error',
    });
  });

  test('of more files than are looked at is left to the trainer', () => {
    putMany(3, (i) => `${i}.txt`);
    expect(lookIntoFolder('image-folder', folder, 2)).toEqual({ trainSize: 0, isLabelled: true });
    expect(lookIntoFolder('image-folder', folder, 3)).toMatchObject({ severity: 'error' });
  });

  test('of too few is a fault; of more it says how many are trained on, without a fifth that is held out', () => {
    putMany(29, (i) => `${i}.PNG`);
    expect(lookIntoFolder('image-folder', folder)).toMatchObject({ message: `${folder} has 29 images.` });
    put('last.jpeg');
    expect(lookIntoFolder('image-folder', folder)).toEqual({ trainSize: 24, isLabelled: false });
  });

  test('has labels where its pictures lie in several folders, not in one', () => {
    putMany(40, (i) => `cats/${i}.png`);
    expect(lookIntoFolder('image-folder', folder)).toEqual({ trainSize: 32, isLabelled: false });
    put('empty/notes.txt');
    expect(lookIntoFolder('image-folder', folder)).toMatchObject({ isLabelled: false });
    put('dogs/1.jpg');
    expect(lookIntoFolder('image-folder', folder)).toEqual({ trainSize: 33, isLabelled: true });
  });
});

describe('a folder of idx files', () => {
  const header = (count: number) =>
    Uint8Array.from([
      0,
      0,
      8,
      3,
      ...new Uint8Array(new Uint32Array([count]).buffer).reverse(),
      0,
      0,
      0,
      28,
      0,
      0,
      0,
      28,
    ]);

  test('without images is a fault', () => {
    put('train-labels');
    expect(lookIntoFolder('idx', folder)).toMatchObject({ message: `${folder} holds no idx file of images.` });
  });

  test('says by the header how many it has, zipped or not, and by names whether it has labels and a held-out part', () => {
    put('images', header(100));
    expect(lookIntoFolder('idx', folder)).toEqual({ trainSize: 80, isLabelled: false });
    put('labels');
    expect(lookIntoFolder('idx', folder)).toEqual({ trainSize: 80, isLabelled: true });
    rmSync(path.join(folder, 'images'));
    const zipped = gzipSync(Buffer.concat([header(60_000), Buffer.alloc(100_000, 'a number and another')]), {
      level: 0,
    });
    put('train-images.gz', zipped);
    put('test-images.gz', zipped);
    expect(lookIntoFolder('idx', folder)).toEqual({ trainSize: 60_000, isLabelled: true });
  });

  test('with a file that cannot be told counts as good: the trainer says what is wrong with it', () => {
    put('images', Uint8Array.from([1, 2, 3]));
    expect(lookIntoFolder('idx', folder)).toEqual({ trainSize: 0, isLabelled: false });
  });
});
