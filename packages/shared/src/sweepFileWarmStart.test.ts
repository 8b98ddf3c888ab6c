import { describe, expect, it } from 'vitest';
import { parseSweepFile } from './parseSweepFile.ts';
import { testContext } from './sweepFileTestCatalog.ts';
import { sweepFileText } from './sweepFileText.ts';

const file = (warmStart: string, { method = 'tpe', runCap = 9 } = {}) => `method: ${method}
run_cap: ${runCap}
recipe: ring-mlp
metric: {name: eval/score, goal: minimize}
parameters:
  loss: {values: [hinge, wgan-gp]}
  gp_lambda: {min: 1.0, max: 10.0, when: loss == "wgan-gp"}
  lr_d: {min: 0.001, max: 0.1}
constraints: [lr_d < 0.05]
warm_start:
  ${warmStart}
`;

function told(text: string): string[] {
  const parsed = parseSweepFile(text, testContext);
  const problems = parsed.ok ? parsed.warnings : parsed.problems;
  return problems.map((p) => `${p.line}:${p.column} ${p.path} ${p.message}`);
}

describe('warm_start', () => {
  it('takes points of the space, completed by defaults, and ids of sweeps; the file that is made of it reads back', () => {
    const parsed = parseSweepFile(
      file(
        'points: [{loss: wgan-gp, gp_lambda: 2.5, lr_d: 0.01}, {loss: hinge, lr_d: 0.002}]\n  sweeps: [k3f9, 3e4567, k3f9]',
      ),
      testContext,
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.sweep.warmStart).toMatchObject({
      points: [
        { loss: 'wgan-gp', gp_lambda: 2.5, lr_d: 0.01 },
        { loss: 'hinge', lr_d: 0.002 },
      ],
      sweeps: ['k3f9', '3e4567'],
    });
    const again = parseSweepFile(sweepFileText(parsed.sweep), testContext);
    expect(again.ok && again.sweep).toEqual(parsed.sweep);
  });

  it.each([
    ['points: [{loss: hinge, lr_d: 3}]', '11:32 warm_start.points[0].lr_d lr_d: expected from 0.001 to 0.1, got 3.'],
    [
      'points: [{loss: hnge, lr_d: 0.01}]',
      '11:19 warm_start.points[0].loss loss: expected one of hinge, wgan-gp, got "hnge".',
    ],
    ['points: [{loss: hinge, lr: 0.01}]', '11:26 warm_start.points[0].lr lr is not varied.'],
    [
      'points: [{loss: hinge, gp_lambda: 2, lr_d: 0.01}]',
      '11:26 warm_start.points[0].gp_lambda gp_lambda exists only where loss == "wgan-gp" holds, and here loss is hinge.',
    ],
    [
      'points: [{loss: hinge, lr_d: 0.06}]',
      '11:12 warm_start.points[0] The constraint lr_d < 0.05 does not hold: lr_d is 0.06.',
    ],
    ['points: [hinge]', '11:12 warm_start.points[0] expected a point, got "hinge".'],
    ['sweeps: [My sweep]', '11:12 warm_start.sweeps[0] expected the id of a sweep, got "My sweep".'],
    ['sweps: [a]', '11:3 warm_start.sweps Unknown key "sweps".'],
  ])('refuses %s', (text, problem) => {
    expect(told(file(text))).toContain(problem);
  });

  it('refuses what the method cannot use, and more points than trials', () => {
    const points = 'points: [{loss: hinge, lr_d: 0.01}, {loss: hinge, lr_d: 0.02}]';
    expect(told(file('sweeps: [k3f9]', { method: 'random' })).join()).toMatch(/random does not look at results/);
    expect(told(file(points, { method: 'grid' })).join()).toMatch(/A grid runs every one of its points anyway/);
    expect(told(file(points, { runCap: 1 })).join()).toMatch(/2 points are more than run_cap: 1/);
    expect(told(file(points, { method: 'random' }))).toEqual([]);
    const several = 'metrics: [{name: eval/score, goal: minimize}, {name: train/d_loss, goal: minimize}]';
    const front = file('sweeps: [k3f9]').replace('metric: {name: eval/score, goal: minimize}', several);
    expect(told(front)).toEqual([]);
    expect(told(`repeat_over: [seed]\nrepeats: 5\n${file(points)}`).join()).toMatch(
      /2 points on 5 seeds each are more than/,
    );
  });
});
