import { describe, expect, it } from 'vitest';
import type { MappedTrial } from '../trials/mappedTrial.ts';
import { axisOf, balanceCells, goodnessScale } from './balanceCells.ts';

let next = 1;
function trial(point: MappedTrial['point'], score: number | null, health = 'ok'): MappedTrial {
  return { number: next++, point, score, health } as MappedTrial;
}

describe('balance map', () => {
  it('gives every value of a small axis its own place, in numeric order', () => {
    const trials = [10, 0.1, 1].map((lr_ratio) => trial({ lr_ratio }, 1));
    const axis = axisOf('lr_ratio', trials, String);
    expect(axis.labels).toEqual(['0.1', '1', '10']);
    expect(axis.indexOf(10)).toBe(2);
    expect(axis.indexOf(3)).toBe(-1);
  });

  it('keeps a place for planned values that no trial has yet, and words in the order of the file', () => {
    const axis = axisOf('loss', [trial({ loss: 'hinge' }, 1)], String, { planned: ['lsgan', 'hinge', 'minimax'] });
    expect(axis.labels).toEqual(['lsgan', 'hinge', 'minimax']);
    expect(axis.indexOf('hinge')).toBe(1);
  });

  it('bins a continuous knob on a log axis when it spans decades, losing neither end', () => {
    const trials = Array.from({ length: 50 }, (_, i) => trial({ lr_d: 10 ** (-5 + i / 12) }, 1));
    const axis = axisOf('lr_d', trials, String);
    expect(axis.labels).toHaveLength(8);
    const places = trials.map((one) => axis.indexOf(one.point.lr_d));
    expect([places[0], places.at(-1)]).toEqual([0, 7]);
    expect(new Set(places).size).toBe(8);
  });

  it('keeps to the scale of the search, also where values happen to span decades', () => {
    const trials = Array.from({ length: 50 }, (_, i) => trial({ x1: (i + 0.01) / 50 }, 1));
    const places = (isLog: boolean) => {
      const axis = axisOf('x1', trials, String, { isLog });
      return trials.map((one) => axis.indexOf(one.point.x1)).filter((place) => place === 7).length;
    };
    expect(places(false)).toBe(7);
    expect(places(true)).toBeGreaterThan(20);
  });

  it('averages the scores of a cell and leaves out trials without one', () => {
    const trials = [trial({ a: 1, b: 'u' }, 2), trial({ a: 1, b: 'u' }, 4), trial({ a: 1, b: 'u' }, null, 'diverged')];
    const [cell] = balanceCells(trials, axisOf('a', trials, String), axisOf('b', trials, String));
    expect(cell?.score).toBe(3);
    expect(cell?.trials).toHaveLength(3);
    expect(cell?.health).toBe('ok');
  });

  it('shows the graver verdict on a tie, and any verdict rather than none', () => {
    const trials = [
      trial({ a: 1 }, 2, 'ok'),
      trial({ a: 1 }, 2, 'collapse'),
      trial({ a: 2 }, 1, 'unknown'),
      trial({ a: 2 }, 1, 'ok'),
    ];
    const axis = axisOf('a', trials, String);
    expect(balanceCells(trials, axis, axis).map((cell) => cell.health)).toEqual(['collapse', 'ok']);
  });

  it('makes the best score 1 whichever way is better', () => {
    expect(goodnessScale([5, 10], 'minimize')(5)).toBe(1);
    expect(goodnessScale([5, 10], 'maximize')(5)).toBe(0);
    expect(goodnessScale([7], 'minimize')(7)).toBe(1);
    expect(goodnessScale([1, 10, 1000], 'minimize')(10)).toBeCloseTo(2 / 3);
  });
});
