import { expect, test } from 'vitest';
import { createPaint } from './paint.ts';
import { trainerLine } from './trainerLine.ts';

const line = (text: string) => trainerLine(text, createPaint(false));

test('a line of the log says when, which trial, what and why', () => {
  const said = {
    level: 40,
    time: Date.UTC(2026, 0, 1),
    pid: 1,
    name: 'trainer',
    trialId: 7,
    msg: 'waiting for Postgres',
  };
  expect(line(JSON.stringify({ ...said, err: { type: 'Error', message: 'refused' } }))).toMatch(
    /^\d\d:\d\d:\d\d {2}trial 7: waiting for Postgres \(refused\)\n$/,
  );
  expect(line(JSON.stringify({ ...said, trialId: undefined, msg: 'the trainer is ready' }))).toMatch(
    / {2}the trainer is ready\n$/,
  );
});

test('anything else is left as it is', () => {
  expect(line('Killed')).toBe('Killed\n');
  expect(line('{"half":')).toBe('{"half":\n');
  expect(line('{"no": "log"}')).toBe('{"no": "log"}\n');
});
