import type { CheckpointRow } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { checkpointGrid } from './checkpointGrid.ts';

const checkpoint = (step: number, stateSha: string, attempt = 1) => ({ step, stateSha, attempt }) as CheckpointRow;

test('checkpoints stand side by side by step, and equal states share a letter', () => {
  const rows = checkpointGrid([
    [checkpoint(100, 'x'), checkpoint(200, 'y')],
    [checkpoint(100, 'x'), checkpoint(200, 'old'), checkpoint(200, 'z', 2)],
    [],
  ]);
  expect(rows.map(({ step }) => step)).toEqual([200, 100]);
  expect(rows[0]?.cells.map((cell) => cell?.checkpoint.stateSha)).toEqual(['y', 'z', undefined]);
  expect(rows[0]?.cells.map((cell) => cell?.equal)).toEqual([undefined, undefined, undefined]);
  expect(rows[1]?.cells.map((cell) => cell?.equal)).toEqual(['a', 'a', undefined]);
});
