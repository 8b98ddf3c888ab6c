import { expect, test } from 'vitest';
import { type OwnImages, ownImages } from './ownImages.ts';

const own = { name: 'own', from: 'folder' };

test('a fifth is held out, training never sees it, and labels stay with their images', () => {
  const data = ownImages({ ...own, images: pictures(50) });
  expect([data.train.count, data.heldOut.count, data.labelCount]).toEqual([40, 10, 50]);
  const all = [...data.train.labels, ...data.heldOut.labels];
  expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  for (const { count, pixels, labels } of [data.train, data.heldOut]) {
    for (let i = 0; i < count; i++) expect(pixels[4 * i]).toBe(labels[i]);
  }
  expect([...data.heldOut.labels]).not.toEqual(Array.from({ length: 10 }, (_, i) => i));
  expect(ownImages({ ...own, images: pictures(50) })).toEqual(data);
});

test('images without labels have none in either part', () => {
  const data = ownImages({ ...own, images: { ...pictures(30), labels: new Uint8Array() } });
  expect([data.labelCount, data.train.labels.length, data.heldOut.labels.length]).toEqual([0, 0, 0]);
});

test('one label for all images, as of a single folder in the folder, is none', () => {
  const data = ownImages({ ...own, images: { ...pictures(30), labels: new Uint8Array(30) } });
  expect([data.labelCount, data.train.labels.length, data.heldOut.labels.length]).toEqual([0, 0, 0]);
});

test('a held-out part of its own is kept as it is, and has to be large enough', () => {
  const data = ownImages({ ...own, images: pictures(40), heldOut: pictures(8) });
  expect([data.train.count, data.heldOut.count, data.labelCount]).toEqual([40, 8, 40]);
  expect(() => ownImages({ ...own, images: pictures(40), heldOut: pictures(5) })).toThrow(
    /5 held-out images.*at least 6/,
  );
});

test.each([
  ['one image', pictures(1), /folder has 1 image\. Add images: at least 30/],
  [
    'images of one colour each',
    { ...pictures(30), pixels: Uint8Array.from({ length: 120 }, (_, i) => i >> 2) },
    /of one colour each/,
  ],
  [
    'the same image again and again',
    { ...pictures(30), pixels: Uint8Array.from({ length: 120 }, (_, i) => i % 4) },
    /30 times the same image/,
  ],
])('%s are a data-set error that names the folder', (_what, images, message) => {
  expect(() => ownImages({ ...own, images })).toThrow(message);
  expect(() => ownImages({ ...own, images })).toThrow(
    expect.objectContaining({ code: 'data-set', retryable: false, facts: expect.objectContaining({ file: 'folder' }) }),
  );
});

/** 2 × 2 grey pixels: the first is the number of the image, and its label. */
function pictures(count: number): OwnImages {
  const pixels = Uint8Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 ? i / 4 : 200));
  return { count, width: 2, height: 2, channels: 1, pixels, labels: Uint8Array.from({ length: count }, (_, i) => i) };
}
