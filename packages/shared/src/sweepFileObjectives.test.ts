import { describe, expect, it } from 'vitest';
import { methodsOfSeveralObjectives, searchMethods } from './searchSpace.ts';
import { faults, good } from './sweepFileTestReading.ts';
import { sweepFileText } from './sweepFileText.ts';

const both = '[{name: eval/score}, {name: eval/modes, goal: maximize}]';
const file = (metrics: string, method = 'tpe', more = '') =>
  `recipe: ring-mlp\nmethod: ${method}\nrun_cap: 5\nmetrics: ${metrics}\n${more}parameters: {d_steps: {values: [1, 2]}}\n`;

describe('several objectives', () => {
  it('are read in their order, the first one as metric too, and back from their own words', () => {
    const { sweep, warnings } = good(file(both));
    const metrics = [
      { name: 'eval/score', goal: 'minimize' },
      { name: 'eval/modes', goal: 'maximize' },
    ];
    expect(sweep).toMatchObject({ metric: metrics[0], metrics });
    expect(warnings).toEqual([]);
    expect(good(sweepFileText(sweep)).sweep).toEqual(sweep);
  });

  it('warn where the goal is the wrong way round, as one does', () => {
    expect(good(file('[{name: eval/score}, {name: eval/modes}]')).warnings).toMatchObject([
      { line: 4, column: 38, path: 'metrics[1].goal', suggestion: 'Write goal: maximize.' },
    ]);
  });

  it.each([
    [
      '{name: eval/score}',
      `4:10 metrics metrics: expected a list of objectives, got a mapping. | Write [{name: eval/score, goal: minimize}, {name: eval/modes, goal: maximize}].`,
    ],
    [
      '[]',
      '4:10 metrics metrics has no objective; they are for two or more. | Write metric: {name: eval/score, goal: minimize}.',
    ],
    [
      '[{name: eval/score}]',
      '4:10 metrics metrics has one objective; they are for two or more. | Write metric: {name: eval/score, goal: minimize}.',
    ],
    [
      `[${Array(5).fill('{name: eval/score}').join(', ')}]`,
      '4:10 metrics metrics has 5 objectives; at most 4 can be searched at once. | Leave out those that matter least: with more of them nearly every trial is best at something.',
    ],
    [
      '[{name: eval/score}, {name: eval/score, goal: maximize}]',
      '4:38 metrics[1].name eval/score is an objective twice; the first time in line 4. | Remove one of them.',
    ],
    [
      '[{name: eval/score}, eval/modes]',
      '4:31 metrics[1] metrics[1]: expected a mapping such as {name: eval/score, goal: minimize}, got "eval/modes".',
    ],
    [
      '[{name: eval/score}, {name: eval/mode}]',
      '4:38 metrics[1].name ring-mlp reports no metric "eval/mode". | Did you mean eval/modes?',
    ],
    ['[{name: eval/score}, {goal: maximize}]', '4:31 metrics[1].name The metric has no name. | Add name: eval/score.'],
    [
      '[{name: eval/score, target: 1}, {name: eval/modes, goal: maximize}]',
      '4:30 metrics[0].target Unknown key "target". | A target ends a sweep of one objective: remove it, or write metric.',
    ],
    [
      '[{name: eval/score, gaol: minimize}, {name: eval/modes, goal: maximize}]',
      '4:30 metrics[0].gaol Unknown key "gaol". | Did you mean goal?',
    ],
  ])('are refused as %s', (metrics, fault) => {
    expect(faults(file(metrics))).toEqual([fault]);
  });

  it('stand in place of metric, not beside it, and not in it', () => {
    expect(faults(file(both, 'tpe', 'metric: {name: eval/score}\n'))).toEqual([
      '4:1 metrics metric is the one objective, metrics are several: a sweep has one or the other. | Put the one of metric into metrics, or remove metrics.',
    ]);
    expect(faults(file(both).replace('metrics:', 'metric:'))).toEqual([
      '4:9 metric metric is one objective, got a list. | Write metrics: [{name: eval/score, goal: minimize}, {name: eval/modes, goal: maximize}].',
    ]);
    expect(faults(file(both).replace('metrics:', 'metric: {name: eval/score}\nobjectives:'))).toEqual([
      '5:1 objectives Unknown key "objectives". | One objective is metric, several are metrics.',
    ]);
  });

  it('go with the methods that can search for them', () => {
    for (const method of searchMethods) {
      if (methodsOfSeveralObjectives.includes(method)) expect(good(file(both, method)).sweep.method).toBe(method);
      else {
        expect(faults(file(both, method))).toEqual([
          `2:9 method method ${method} searches for the best of one objective, and this sweep has 2. | Use one of grid, random, sobol, tpe, nsga2, bayes.`,
        ]);
      }
    }
  });

  it('go with no rule that has to know which trial is best', () => {
    const rule = (text: string) => file(both, 'tpe', `early_terminate: ${text}\n`);
    for (const type of ['asha, min_steps: 10', 'hyperband, min_steps: 10', 'median', 'patience, steps: 10']) {
      expect(faults(rule(`{type: ${type}}`))).toEqual([
        `5:25 early_terminate.type ${type.split(',')[0]} compares trials by one objective, and this sweep has 2. | Remove early_terminate, or use type: threshold with a metric.`,
      ]);
    }
    expect(good(rule('{type: threshold, metric: eval/modes, below: 2}')).sweep.earlyTerminate).toMatchObject({
      metric: 'eval/modes',
    });
    expect(faults(rule('{type: threshold, below: 2}'))).toEqual([
      '5:18 early_terminate.metric The sweep has 2 objectives: which one does the threshold look at? | Add metric: the name of one.',
    ]);
    for (const keep of ['best', '{top_k: 3}']) {
      expect(faults(file(both, 'tpe', `checkpoint: {keep: [latest, ${keep}]}\n`))).toEqual([
        `5:20 checkpoint.keep keep: ${keep === 'best' ? 'best' : 'top_k'} needs to know which is best, and several objectives have no single best. | Keep latest, every or a number.`,
      ]);
    }
    expect(good(file(both, 'tpe', 'checkpoint: {keep: [latest, every: 600]}\n')).warnings).toEqual([]);
  });
});
