import { parseExpression } from '@seesaw/shared/expression/parseExpression';
import { describe, expect, it } from 'vitest';
import { filterOf, isBrushed, noValue, parseBrushes, printBrushes } from './brush.ts';
import { allAxes } from './parallelAxes.ts';
import { objectiveAxis, parameterAxis } from './searchAxis.ts';

const axes = [
  parameterAxis('lr_d', { kind: 'float', min: 1e-4, max: 1e-2, scale: 'log' }, []),
  parameterAxis('loss', { kind: 'choice', values: ['hinge', 'lsgan', 'wgan-gp'] }, []),
  parameterAxis('odd,name', { kind: 'float', min: 0, max: 1, scale: 'linear' }, []),
].map((axis) => ({ axis, role: 'parameter' as const }));
const brushes = new Map([
  ['lr_d', { from: 0.5, to: 1 }],
  ['loss', { from: 0.4, to: 1 }],
  ['odd,name', { from: 0.25, to: 0.75 }],
]);

describe('brushes', () => {
  it('survive an address whatever axes are called', () => {
    expect(parseBrushes(printBrushes(brushes))).toEqual(brushes);
    expect(parseBrushes('lr_d:1:0,:0:1,x')).toEqual(new Map());
    expect(parseBrushes('%:0:1,lr_d:%:1')).toEqual(new Map([['%', { from: 0, to: 1 }]]));
  });

  it('let through what passes all of them, also at the place of missing values', () => {
    const at = (places: Record<string, number>) => isBrushed((axis) => places[axis] ?? noValue, brushes);
    expect(at({ lr_d: 0.7, loss: 0.5, 'odd,name': 0.5 })).toBe(true);
    expect(at({ lr_d: 0.4, loss: 0.5, 'odd,name': 0.5 })).toBe(false);
    expect(isBrushed(() => noValue, new Map([['lr_d', { from: -0.15, to: -0.05 }]]))).toBe(true);
  });

  it('become a filter that the table understands', () => {
    const filter = filterOf(axes, brushes);
    expect(filter).toBe('lr_d >= 0.001 and loss in ("lsgan", "wgan-gp") and `odd,name` >= 0.25 and `odd,name` <= 0.75');
    expect(parseExpression(filter).ok).toBe(true);
  });

  it('on objectives and on how trials ended are in it too: of an objective with what has a result', () => {
    const searchTrial = {
      id: 1,
      number: 1,
      health: 'ok',
      score: 1,
      endedAt: undefined,
      onFront: false,
      values: [],
      scores: [1],
    };
    const all = allAxes({
      trials: (['completed', 'failed', 'diverged'] as const).map((state) => ({ ...searchTrial, state })),
      parameters: [],
      objectives: [{ name: 'eval/score' }],
      scoreAxes: [objectiveAxis('eval/score', [0, 10])],
    });
    const outcome = all.find(({ role }) => role === 'outcome')!.axis;
    const at = outcome.at('failed');
    const drawn = new Map([
      ['eval/score', { from: -0.2, to: 0.5 }],
      [outcome.name, { from: at - 0.01, to: at + 0.01 }],
    ]);
    const filter = filterOf(all, drawn);
    expect(filter).toBe('`eval/score` <= 5 and state in ("completed", "stopped-early") and state in ("failed")');
    expect(parseExpression(filter).ok).toBe(true);
  });
});
