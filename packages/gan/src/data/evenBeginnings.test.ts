import { expect, test } from 'vitest';
import { evenBeginnings } from './evenBeginnings.ts';

test('each number comes once', () => {
  for (const count of [1, 2, 3, 30, 128, 256, 257]) {
    const sorted = evenBeginnings(count).sort((a, b) => a - b);
    expect(sorted).toEqual(Array.from({ length: count }, (_, i) => i));
  }
});

test('every beginning has as many from each part as another one', () => {
  const order = evenBeginnings(250);
  for (const length of [10, 64, 125, 128, 200]) {
    const ofTen = new Array<number>(10).fill(0);
    for (const place of order.slice(0, length)) ofTen[Math.floor(place / 25)]! += 1;
    expect(Math.max(...ofTen) - Math.min(...ofTen), `of the first ${length}`).toBeLessThanOrEqual(3);
  }
});
