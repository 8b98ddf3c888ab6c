import { expect, test } from 'vitest';
import { lineFigure } from './lineFigure.ts';

const rising = [
  [0, 1],
  [100, 10],
  [200, 100],
] as const;

test('on a logarithmic scale equal factors are equal ways, and what has no logarithm is left out', () => {
  const drawn = (points: readonly (readonly [number, number])[]) =>
    curveIn(lineFigure([{ title: 'a', scale: 'log', lines: [{ points }] }], 'step'));
  const [low, middle, high] = drawn(rising);
  expect(middle!.y - low!.y).toBeCloseTo(high!.y - middle!.y, 0);
  expect(low!.y).toBeGreaterThan(high!.y);
  expect(drawn([...rising, [150, 0], [160, Number.NaN]])).toEqual([low, middle, high]);
});

test('a linear scale begins at 0 or below the least value, and the level is drawn with its name', () => {
  const figure = lineFigure(
    [{ title: 'share', scale: 'linear', lines: [{ points: rising }], level: { at: 50, name: 'real data' } }],
    'step',
  );
  const ticks = [...figure.matchAll(/text-anchor="end" fill="#555">(-?[\d.]+)</g)].map(([, tick]) => Number(tick));
  expect(ticks.slice(0, 5)).toEqual([0, 50, 100, 200]);
  expect(figure).toContain('>real data<');
});

test('a band is shaded from the curve’s place at its first x to that at its last', () => {
  const figure = lineFigure(
    [{ title: 'a', scale: 'linear', lines: [{ points: rising }], band: { from: 100, to: 200 } }],
    'step',
  );
  const [, middle, high] = curveIn(figure);
  const [from, to] = /<path d="M([\d.]+) \d+H([\d.]+)V/.exec(figure)!.slice(1).map(Number);
  expect([from, to]).toEqual([middle!.x, high!.x]);
});

test('a faint curve is grey, and is drawn beside the others on the same scale', () => {
  const figure = lineFigure(
    [{ title: 'a', scale: 'linear', lines: [{ points: rising }, { points: [[0, 200]], faint: true }] }],
    'step',
  );
  expect([...figure.matchAll(/fill="none" stroke="(#\w+)"/g)].map(([, colour]) => colour)).toEqual([
    '#1864ab',
    '#868e96',
  ]);
  expect(Math.min(...curveIn(figure).map(({ y }) => y))).toBeGreaterThan(26);
});

/** Places of the drawn curve. */
function curveIn(svg: string): { x: number; y: number }[] {
  const path = /<path d="M([^"]+)" fill="none"/.exec(svg)![1]!;
  return path.split('L').map((place) => {
    const [x, y] = place.split(' ').map(Number);
    return { x: x!, y: y! };
  });
}
