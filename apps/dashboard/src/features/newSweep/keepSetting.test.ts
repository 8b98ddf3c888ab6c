import { describe, expect, it } from 'vitest';
import { keepOf, keepWritten } from './keepSetting.ts';

describe('checkpoint.keep in the form', () => {
  it.each([[undefined], [3], [['latest', 'best', { every: 500 }, { top_k: 3 }]], [['best']]])(
    'is read and written back: %j',
    (value) => {
      expect(keepWritten(keepOf(value))).toEqual(value);
    },
  );

  it.each([['newest'], [['newest']], [[{ tops: 3 }]], [[{ every: 'often' }]]])(
    'leaves alone what it does not know: %j',
    (value) => {
      expect(keepOf(value)).toEqual({ kind: 'other', text: JSON.stringify(value) });
    },
  );

  it('says nothing once every rule is taken away', () => {
    expect(keepWritten({ kind: 'rules', latest: false, best: false, numbers: { every: undefined } })).toBeUndefined();
  });
});
