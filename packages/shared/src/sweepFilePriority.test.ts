import { expect, test } from 'vitest';
import { parseSweepFile } from './parseSweepFile.ts';
import { testContext } from './sweepFileTestCatalog.ts';
import { sweepFileText } from './sweepFileText.ts';

const file = (priority: string) =>
  `recipe: ring-mlp\nmethod: grid\nmetric: {name: eval/score}\nparameters: {lr_ratio: {values: [1, 2]}}\n${priority}`;

test('a priority from 1 to 5 is read and written back; without one nothing is set', () => {
  const parsed = parseSweepFile(file('priority: 1\n'), testContext);
  expect(parsed).toMatchObject({ ok: true, sweep: { priority: 1 } });
  if (parsed.ok)
    expect(parseSweepFile(sweepFileText(parsed.sweep), testContext)).toMatchObject({ sweep: parsed.sweep });
  const plain = parseSweepFile(file(''), testContext);
  expect(plain.ok && 'priority' in plain.sweep).toBe(false);
});

test.each(['0', '6', '1.5', 'high'])('priority: %s is refused with its place', (priority) => {
  const parsed = parseSweepFile(file(`priority: ${priority}\n`), testContext);
  expect(parsed).toMatchObject({ ok: false, problems: [{ line: 5, column: 11, path: 'priority' }] });
});
