import { describe, expect, it } from 'vitest';
import { ago, bar, duration, hintLine, plural, shortNumber } from './words.ts';

describe('words', () => {
  it('shortens numbers without losing what matters', () => {
    expect([0, 12, 6.42137, 0.0002, 1 / 64, 1234567.8, -0.5, 1e-6, Number.NaN].map(shortNumber)).toEqual([
      '0',
      '12',
      '6.421',
      '2e-4',
      '0.01563',
      '1.235e6',
      '-0.5',
      '1e-6',
      'NaN',
    ]);
  });

  it('says durations and times as people do', () => {
    expect([400, 59_400, 65_000, 7_800_000].map(duration)).toEqual(['0 s', '59 s', '1 min 05 s', '2 h 10 min']);
    expect(ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:03:00Z'))).toBe('3 min ago');
    expect(ago(null, 0)).toBe('');
    expect([plural(1, 'trial'), plural(0, 'trial')]).toEqual(['1 trial', '0 trials']);
  });

  it('gives hints as sentences, and commands at their end without a full stop', () => {
    expect(
      ['cancel it first', 'See them all: seesaw sweep list', 'seesaw recipes', 'See it: seesaw status. Start it.'].map(
        hintLine,
      ),
    ).toEqual([
      'Cancel it first.',
      'See them all: seesaw sweep list',
      'seesaw recipes',
      'See it: seesaw status. Start it.',
    ]);
  });

  it('draws a bar that is never longer than its width', () => {
    expect([bar(0, 4, 4), bar(1, 2, 4), bar(9, 2, 4), bar(0, 0, 4)]).toEqual(['░░░░', '██░░', '████', '░░░░']);
  });
});
