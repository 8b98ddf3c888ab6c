import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseSweepFile } from './parseSweepFile.ts';
import { sweepKeys } from './sweepFileDefaults.ts';
import { distributionNames } from './sweepFileDistributions.ts';
import { testContext } from './sweepFileTestCatalog.ts';
import { sweepFileText } from './sweepFileText.ts';

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });

const range = (min: number, max: number) =>
  fc
    .tuple(within(min, max), within(min, max))
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));

/** Exponents closer than this come to the same bounds, which is refused. */
const farApart = ({ min, max }: { min: number; max: number }) => max - min > 1e-6;

const ints = (min: number, max: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 2, maxLength: 2 }).map((pair) => ({
    min: Math.min(...pair),
    max: Math.max(...pair),
  }));

/** Parameters in the words of a sweep file, valid for the test catalog under random search. */
const anyParameters = fc.record(
  {
    lr_d: fc.oneof(
      range(1e-6, 1).map((r) => ({ distribution: 'uniform', ...r })),
      range(1e-6, 1).map((r) => ({ distribution: 'log_uniform_values', ...r })),
      range(Math.log(1e-6), 0)
        .filter(farApart)
        .map((r) => ({ distribution: 'log_uniform', ...r })),
      range(1e-6, 1).map((r) => ({ distribution: 'inv_log_uniform_values', ...r })),
      range(1e-6, 1).map((r) => ({ distribution: 'q_uniform', ...r, q: (r.max - r.min) / 3 })),
      fc
        .tuple(fc.uniqueArray(within(1e-6, 1), { minLength: 1, maxLength: 5 }), fc.boolean())
        .map(([values, ordered]) => ({ values, ordered })),
    ),
    lr_ratio: fc
      .tuple(within(-0.5, 0.5), within(0.01, 0.5))
      .map(([mu, sigma]) => ({ distribution: 'log_normal', mu, sigma })),
    d_steps: fc.oneof(
      ints(1, 10),
      ints(1, 10).map((r) => ({ distribution: 'q_uniform', ...r, q: 1 })),
      fc.integer({ min: 1, max: 10 }).map((value) => ({ value })),
    ),
    batch_size: ints(2, 4096).map((r) => ({ distribution: 'q_log_uniform_values', ...r, q: 1 })),
    gp_lambda: fc.oneof(
      fc.record({ distribution: fc.constant('beta'), a: within(0.1, 9), b: within(0.1, 9) }),
      fc.record({ distribution: fc.constant('q_beta'), q: fc.constantFrom(0.25, 1) }),
    ),
    loss: fc
      .uniqueArray(fc.constantFrom('nonsaturating', 'hinge', 'wgan-gp'), { minLength: 1 })
      .map((values) => ({ values })),
    ema: fc.boolean().map((value) => ({ value })),
    order: fc.constantFrom('d_steps < 11 and lr_d < 2', "not loss ~ '^x'", 'steps * 2 > 0 or ema').map((when) => ({
      values: ['d-first'],
      when,
    })),
    steps: fc.integer({ min: 1, max: 10_000_000 }).map((value) => ({ value })),
    seed: fc.oneof(
      ints(0, 4_294_967_295),
      fc.nat().map((value) => ({ value })),
    ),
  },
  { requiredKeys: ['steps'] },
);

/** gp_lambda goes with one loss only. */
const parameters = anyParameters.map((all) =>
  all.gp_lambda === undefined ? all : { ...all, loss: { value: 'wgan-gp' } },
);

const file = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 40 }).filter((s) => s.trim() !== ''),
    description: fc.string({ minLength: 1, maxLength: 80 }).filter((s) => s.trim() !== ''),
    recipe: fc.constant('ring-mlp'),
    method: fc.constant('random'),
    run_cap: fc.integer({ min: 1, max: 1000 }),
    metric: fc.record({ name: fc.constant('eval/score'), target: within(-10, 10) }, { requiredKeys: ['name'] }),
    parameters,
    constraints: fc.array(
      fc.constantFrom('lr_d * lr_ratio < 1e9', 'loss == "hinge" or d_steps >= 1', 'not (ema and steps < 1)'),
      { maxLength: 2 },
    ),
    seed: fc.integer({ min: 0, max: 4_294_967_295 }),
    concurrency: fc.integer({ min: 1, max: 1000 }),
    retry: fc.record({
      max_attempts: fc.integer({ min: 1, max: 100 }),
      from: fc.constantFrom('checkpoint', 'scratch'),
    }),
    max_failed: fc.integer({ min: 1, max: 99 }),
    pool: fc.constantFrom('gpu', 'a100-80'),
    max_failed_rate: within(0.01, 1),
    max_hours: within(0.01, 8760),
    checkpoint: fc.record({
      every_steps: fc.integer({ min: 1, max: 9999 }),
      keep: fc.oneof(
        fc.integer({ min: 1, max: 9 }),
        fc.shuffledSubarray(['latest', 'best', { every: 500 }, { top_k: 3 }], { minLength: 1 }),
      ),
    }),
  },
  { requiredKeys: ['recipe', 'method', 'run_cap', 'metric', 'parameters'] },
);

/** With several objectives, and what does not go with them left out. */
const anyFile = fc.oneof(
  file,
  file.map(({ metric: _, checkpoint, ...rest }) => ({
    ...rest,
    metrics: [{ name: 'eval/score' }, { name: 'eval/modes', goal: 'maximize' }],
    ...(checkpoint === undefined ? {} : { checkpoint: { every_steps: checkpoint.every_steps } }),
  })),
);

/** Hundreds of files take a while on a busy machine. */
const timeout = 60_000;

describe('parseSweepFile, for any input', { timeout }, () => {
  it('reads a resolved sweep that was printed back as the same sweep', () => {
    fc.assert(
      fc.property(anyFile, (content) => {
        const first = parseSweepFile(stringify(content), testContext);
        if (!first.ok) throw new Error(JSON.stringify(first.problems));
        const second = parseSweepFile(sweepFileText(first.sweep), testContext);
        if (!second.ok) throw new Error(JSON.stringify(second.problems));
        expect(second.sweep).toEqual(first.sweep);
      }),
      { numRuns: 100 },
    );
  });

  it('never throws on text, bytes or structures, and always says why it refuses', () => {
    const word = fc.constantFrom(
      ...sweepKeys,
      ...distributionNames,
      'value',
      'values',
      'min',
      'max',
      'lr_d',
      '__proto__',
      'loss',
      'when',
      'lr_d <',
      'loss == "hinge"',
      '((((',
    );
    const anything = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(word, fc.double(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 8 })),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(word, tie('node'), { maxKeys: 5, noNullPrototype: true }),
      ),
    })).node;
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
      fc
        .array(
          fc.constantFrom(
            'a: ',
            '- ',
            '\n',
            '  ',
            '\t',
            '[',
            ']',
            '{',
            '}',
            '&a ',
            '*a',
            ': ',
            '? ',
            '"',
            '---\n',
            '!!x ',
            '<<',
          ),
        )
        .map((t) => t.join('')),
      fc.dictionary(fc.constantFrom(...sweepKeys), anything).map((value) => stringify(value)),
    );
    fc.assert(
      fc.property(noise, (text) => {
        const parsed = parseSweepFile(text, testContext);
        if (parsed.ok) return;
        expect(parsed.problems.some((problem) => problem.severity === 'error')).toBe(true);
        for (const problem of parsed.problems) {
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
