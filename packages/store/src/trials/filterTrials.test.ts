import { evaluateExpression } from '@seesaw/shared/expression/evaluateExpression';
import type { Expression } from '@seesaw/shared/expression/expression';
import { printExpression } from '@seesaw/shared/expression/printExpression';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { trialListQuerySchema } from '@seesaw/shared/queries';
import type { TrialRow } from '@seesaw/shared/records';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Suggest } from '../suggestPort.ts';
import { begin, newSweep } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

let sweepId: string;
let rows: TrialRow[];

const losses = ['hinge', 'wgan-gp', 'größe', ''];
const metricValues = [3, Number.NaN, -1, Number.POSITIVE_INFINITY, 1e308, 1e-308, 0, -2.5, Number.NEGATIVE_INFINITY];

const suggest: Suggest = (sweep, number) => ({
  recipe: sweep.recipe,
  dataset: sweep.dataset,
  seed: number,
  steps: 100,
  values: {
    ...sweep.base,
    // The fourth of four has none of the two.
    ...(number % 4 === 0 ? {} : { loss: losses[number % losses.length]!, lr_ratio: 2 ** (number - 6) }),
    ema: number % 3 === 0,
  },
  checkpoint: sweep.checkpoint,
});

beforeAll(async () => {
  sweepId = await newSweep(store, { plannedTrials: 14, concurrency: 14, base: { batch_size: 64, ema: false } });
  const { trials } = await store.sweeps.nextTrials({ sweepId, open: [], count: 14, suggest });
  for (const [index, { trialId }] of trials.slice(0, 12).entries()) {
    const at = { trialId, attempt: (await begin(store, trialId)).attempt };
    const value = metricValues[index % metricValues.length]!;
    const points = [
      { metric: 'd', step: index, value, at: 0 },
      ...(index % 2 === 0 ? [{ metric: 'eval/score', step: index, value: -value, at: 0 }] : []),
    ];
    await store.metrics.append({ ...at, points });
    if (index > 8) await store.segments.finish({ ...at, state: 'stopped-early', step: 100, message: 'done' });
    if (index === 3)
      await store.segments.health({ ...at, step: 3, health: 'collapse', evidence: 'one mode', advice: 'lr_ratio' });
  }
  rows = (await list()).items;
});

function list(filter?: string) {
  return store.trials.list(trialListQuerySchema.parse({ sweepId, filter }));
}

function lookUp(row: TrialRow, name: string): Scalar | undefined {
  const columns: Record<string, Scalar | null> = {
    number: row.number,
    state: row.state,
    score: row.score,
    step: row.step,
    health: row.health,
    attempt: row.attempt,
    seed: row.config.seed,
    steps: row.config.steps,
    recipe: row.config.recipe,
    dataset: row.config.dataset,
  };
  if (name in columns) return columns[name] ?? undefined;
  const last = row.metrics[name]?.last;
  return row.point[name] ?? row.config.values[name] ?? (last === undefined ? undefined : Number(last));
}

const column = 1;
const numberLiteral = fc
  .oneof(fc.constantFrom(0, 1, 2, 3, -1, 64, 1e200, 1e-200), fc.integer({ min: -20, max: 20 }))
  .map((value): Expression => ({ kind: 'literal', value, column }));
const textLiteral = fc
  .constantFrom(...losses, 'running', 'ring-mlp', "'; drop table trials; --")
  .map((value) => ({ kind: 'literal' as const, value, column }));
const numberName = fc
  .constantFrom('number', 'score', 'step', 'attempt', 'seed', 'steps', 'lr_ratio', 'batch_size', 'd', 'eval/score')
  .map((name): Expression => ({ kind: 'name', name, column }));
const textName = fc
  .constantFrom('recipe', 'dataset', 'loss')
  .map((name): Expression => ({ kind: 'name', name, column }));

const { condition } = fc.letrec<{ number: Expression; condition: Expression }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'filter' },
    numberName,
    numberLiteral,
    tie('number').map((operand): Expression => ({ kind: 'negate', operand, column })),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      left: tie('number'),
      right: tie('number'),
      column: fc.constant(column),
    }),
    fc
      .record({ name: fc.constantFrom('abs' as const, 'sqrt' as const), value: tie('number') })
      .map(({ name, value }): Expression => ({ kind: 'call', name, values: [value], column })),
    fc
      .record({ name: fc.constantFrom('min' as const, 'max' as const), a: tie('number'), b: tie('number') })
      .map(({ name, a, b }): Expression => ({ kind: 'call', name, values: [a, b], column })),
  ),
  condition: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'filter' },
    fc.record({
      kind: fc.constant('comparison' as const),
      operator: fc.constantFrom('==' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const),
      left: tie('number'),
      right: tie('number'),
      column: fc.constant(column),
    }),
    fc.record({
      kind: fc.constant('comparison' as const),
      operator: fc.constantFrom('==' as const, '!=' as const, '<' as const, '>=' as const),
      left: textName,
      right: textLiteral,
      column: fc.constant(column),
    }),
    fc.constantFrom('ema').map((name): Expression => ({ kind: 'name', name, column })),
    fc.record({
      kind: fc.constant('membership' as const),
      negated: fc.boolean(),
      operand: textName,
      values: fc.array(textLiteral, { minLength: 1, maxLength: 3 }),
      column: fc.constant(column),
    }),
    fc.record({
      kind: fc.constant('match' as const),
      negated: fc.boolean(),
      operand: textName,
      pattern: fc.constantFrom('^wgan', 'e$', '^$', '\\w+-', 'h|ö', '(?<!w)g'),
      column: fc.constant(column),
    }),
    tie('condition').map((operand): Expression => ({ kind: 'not', operand, column })),
    fc.record({
      kind: fc.constant('logic' as const),
      operator: fc.constantFrom('and' as const, 'or' as const),
      left: tie('condition'),
      right: tie('condition'),
      column: fc.constant(column),
    }),
  ),
}));

test('a filter chooses the trials for which its expression is true', async () => {
  await fc.assert(
    fc.asyncProperty(condition, async (expression) => {
      const page = await list(printExpression(expression));
      const wanted = rows.filter((row) => evaluateExpression(expression, (name) => lookUp(row, name)) === true);
      expect(page.items.map((row) => row.number)).toEqual(wanted.map((row) => row.number));
      expect(page.total).toBe(wanted.length);
    }),
    { numRuns: 120 },
  );
});

test('logarithms are those of JavaScript, and states, verdicts and metrics with a slash have names', async () => {
  const numbers = async (filter: string) => (await list(filter)).items.map((row) => row.number);
  expect(await numbers('log10(lr_ratio) > 0.5 and log(lr_ratio) < 2')).toEqual([]);
  expect(await numbers('log10(number) >= 1')).toEqual([10, 11, 12, 13, 14]);
  expect(await numbers('state in ("pending", "stopped-early") and number < 12')).toEqual([10, 11]);
  expect(await numbers('health == "collapse"')).toEqual([4]);
  expect(await numbers('eval/score < -2 and d > 2')).toEqual([1, 5]);
});

test.each([
  ['lr_ration > 2', /column 1: Unknown name lr_ration/, 'Did you mean'],
  ['lr_ratio > 2 and', /column 1[0-9]: /, undefined],
  ['lr_ratio > "two"', /column 10: lr_ratio is a number/, undefined],
  ['number', /column 1: This is a number, not a condition/, 'Compare it'],
  ['state == "runing"', /column 10: state is never "runing"/, 'running'],
])('%s is refused with the column of the mistake', async (filter, message, hint) => {
  const refused = await list(filter).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'invalid-sweep', message: expect.stringMatching(message) });
  if (hint !== undefined) expect(refused).toMatchObject({ facts: { hint: expect.stringContaining(hint) } });
});

test.each(['a*a*a*a*$', '.*.*.*.*;', 'a+\\w+a+$'])(
  'a pattern that would take ages on a long note (%s) is refused soon',
  async (pattern) => {
    await store.trials.remark({ trialId: rows[0]!.id, remark: { notes: `${'a'.repeat(9_998)}!b` } });
    const begun = performance.now();
    const refused = await list(`notes ~ "${pattern}" or notes ~ "${pattern}"`).catch((error: unknown) => error);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(refused).toMatchObject({
      code: 'invalid-sweep',
      message: expect.stringMatching(/column 7: .* takes too long/),
    });
    expect(await list('notes ~ "^a+!"')).toMatchObject({ total: 1 });
  },
);

test('a repeated group is refused before anything is matched', async () => {
  const refused = await list('notes ~ "(a+)+$"').catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'invalid-sweep', message: expect.stringMatching(/cannot repeat a group/) });
});

test('a page at a time gives every trial of a filter once in every order', async () => {
  for (const sort of ['number', 'state', 'score', 'health', 'point.lr_ratio', 'metric.d', 'metric.eval/score']) {
    for (const order of ['asc', 'desc'] as const) {
      const asked = { sweepId, filter: 'number != 5', sort, order };
      const whole = (await store.trials.list(trialListQuerySchema.parse(asked))).items.map((row) => row.number);
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.trials.list(trialListQuerySchema.parse({ ...asked, limit: 3, cursor }));
        expect(page.total).toBe(13);
        seen.push(...page.items.map((row) => row.number));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole);
      expect(new Set(seen).size).toBe(13);
    }
  }
});
