import { describe, expect, it } from 'vitest';
import { rasterLines } from './rasterLines.ts';

const size = { width: 8, height: 6 };
const red = [255, 0, 0] as const;

function drawn(lines: Parameters<typeof rasterLines>[1], opacity = 1): string[] {
  const data = new Uint8ClampedArray(4 * size.width * size.height);
  rasterLines({ ...size, data }, lines, opacity);
  return Array.from({ length: size.height }, (_, row) =>
    Array.from({ length: size.width }, (_, column) =>
      data[4 * (row * size.width + column) + 3]! > 0 ? '#' : '.',
    ).join(''),
  );
}

describe('lines as pixels', () => {
  it('covers every column from point to point, upright where the line is steep', () => {
    const line = { x: Float64Array.of(0, 4, 4.5), y: Float64Array.of(0.5, 0.5, 4.5), rgb: red };
    expect(drawn([line])).toEqual(['#####...', '....#...', '....#...', '....#...', '....#...', '........']);
  });

  it('leaves a gap where a value is missing, and draws what is outside not at all', () => {
    const gap = { x: Float64Array.of(0, 2, 5, 7), y: Float64Array.of(1, 1, Number.NaN, 1), rgb: red };
    expect(drawn([gap])[1]).toBe('###...##');
    expect(drawn([gap])[0]).toBe('......##');
    const outside = { x: Float64Array.of(-5, 20), y: Float64Array.of(-9, -1), rgb: red };
    expect(drawn([outside]).join('')).not.toContain('#');
    const across = { x: Float64Array.of(-5, 20), y: Float64Array.of(2, 2), rgb: red };
    expect(drawn([across])[2]).toBe('########');
  });

  it('fills the band between lowest and highest, fainter than the line', () => {
    const x = Float64Array.of(0, 8);
    const data = new Uint8ClampedArray(4 * size.width * size.height);
    const line = { x, y: Float64Array.of(3, 3), high: Float64Array.of(1, 1), low: Float64Array.of(5, 5), rgb: red };
    rasterLines({ ...size, data }, [line], 0.5);
    const alpha = (row: number) => data[4 * (row * size.width + 4) + 3]!;
    expect(alpha(2)).toBeGreaterThan(0);
    expect(alpha(3)).toBeGreaterThan(alpha(2));
    expect(alpha(0)).toBe(0);
  });

  it('becomes denser where lines lie on each other, and mixes their colours', () => {
    const line = (rgb: readonly [number, number, number]) => ({
      x: Float64Array.of(0, 8),
      y: Float64Array.of(2.5, 2.5),
      rgb,
    });
    const pixel = (...colours: Parameters<typeof line>[0][]) => {
      const data = new Uint8ClampedArray(4 * size.width * size.height);
      rasterLines({ ...size, data }, colours.map(line), 0.3);
      return [...data.subarray(4 * (2 * size.width + 3), 4 * (2 * size.width + 3) + 4)];
    };
    expect(pixel([10, 200, 30])).toEqual([10, 200, 30, Math.round(0.3 * 255)]);
    expect(pixel([10, 200, 30], [10, 200, 30])).toEqual([10, 200, 30, Math.round(0.51 * 255)]);
    expect(pixel([0, 200, 0], [200, 0, 0]).slice(0, 3)).toEqual([100, 100, 0]);
  });

  it('lies over what is in the picture already', () => {
    const data = new Uint8ClampedArray(4 * size.width * size.height).fill(255);
    rasterLines({ ...size, data }, [{ x: Float64Array.of(0, 8), y: Float64Array.of(2.5, 2.5), rgb: [0, 0, 0] }], 0.5);
    expect(data[4 * 2 * size.width + 12]).toBeCloseTo(128, -1);
    expect(data[3]).toBe(255);
    expect(data[0]).toBe(255);
  });
});
