import { describe, expect, it } from 'vitest';
import { hoverOf } from './hoverOf.ts';
import { valueAt } from './nearestLine.ts';
import type { DrawnLine } from './paintLines.ts';

function line(trialId: number, values: number[]): DrawnLine {
  const last = Float64Array.from(values);
  const x = last.map((_, index) => 10 * index);
  return {
    series: {
      ...{ trialId, trialNumber: trialId, metric: 'm', totalPoints: values.length, resumes: [] },
      ...{ steps: x, x, last, min: last, max: last, nonFinite: x, nonFiniteX: x },
    },
    look: { label: String(trialId), colour: '#000', dash: [] },
    drawn: last,
    ...{ from: 0, to: values.length, isChosen: false },
  };
}

const lines = [line(1, [0, 1, 2, 3]), line(2, [9, 9, 9, 9]), line(3, [5, Number.NaN])];
const at = (x: number, pointer: number | undefined, on?: number) =>
  hoverOf({
    ...{ lines, kind: 'step', x, left: 0, reach: 2, on },
    distance: pointer === undefined ? undefined : (value) => Math.abs(value - pointer),
  });

describe('what is under the pointer', () => {
  it('is the nearest line within reach, told first', () => {
    const { hover, trialId } = at(21, 8);
    expect(trialId).toBe(2);
    expect(hover.rows.map(({ look, value, isOn }) => [look.label, value, isOn])).toEqual([
      ['2', 9, true],
      ['1', 2, false],
    ]);
    expect(at(21, 5.5).trialId).toBeUndefined();
  });

  it('is in another chart the trial that lights up already', () => {
    expect(at(0, undefined, 3).trialId).toBe(3);
  });

  it('is nothing in a gap and beyond both ends of a line', () => {
    expect(valueAt(lines[2]!.series, lines[2]!.drawn, 10)).toBeUndefined();
    expect(valueAt(lines[0]!.series, lines[0]!.drawn, 39)).toEqual({ index: 3, value: 3 });
    expect(valueAt(lines[0]!.series, lines[0]!.drawn, 41)).toBeUndefined();
    expect(valueAt(lines[0]!.series, lines[0]!.drawn, -11)).toBeUndefined();
  });
});
