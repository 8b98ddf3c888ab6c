import { SeesawError } from '@seesaw/shared/errors';
import { expect, test } from 'vitest';
import { type LanesInput, lanesOfSegment } from './lanesOfSegment.ts';

function chosen(input: Pick<LanesInput, 'asked' | 'mode'> & Partial<LanesInput>) {
  const said: string[] = [];
  const lanes = lanesOfSegment({
    device: 'cpu',
    threads: 1,
    mayChange: false,
    log: (text) => said.push(text),
    ...input,
  });
  return { lanes, said };
}

test('a trial begins in the lanes that there are, and goes on in as many without a word', () => {
  expect(chosen({ asked: 8, mode: 'xla' })).toEqual({ lanes: 8, said: [] });
  expect(chosen({ asked: 8, mode: 'xla', before: 8 })).toEqual({ lanes: 8, said: [] });
  expect(chosen({ asked: 1, mode: 'graph', before: 1 })).toEqual({ lanes: 1, said: [] });
});

test('as a graph with one thread it goes on in any lanes, and says so', () => {
  expect(chosen({ asked: 4, mode: 'graph', before: 8 })).toEqual({
    lanes: 4,
    said: ['Goes on in one of 4 lanes, where its steps so far ran in one of 8 lanes: as graph that changes no bit.'],
  });
  expect(chosen({ asked: 1, mode: 'graph', before: 8 }).lanes).toBe(1);
});

test('where the bits depend on it, who began alone goes on alone', () => {
  const one = { asked: 8, before: 1 };
  for (const other of [{ mode: 'xla' }, { mode: 'graph', threads: 2 }, { mode: 'graph', device: 'cuda' }] as const) {
    const { lanes, said } = chosen({ ...one, ...other });
    expect(lanes).toBe(1);
    expect(said[0]).toMatch(/^Goes on alone beside the other trials/);
  }
});

test('where the bits depend on it and nobody has that many lanes it is refused, unless the trainer may change how it runs', () => {
  const going = { asked: 4, mode: 'xla', before: 8 } as const;
  expect(() => chosen(going)).toThrow(SeesawError);
  expect(() => chosen(going)).toThrow(/in one of 8 lanes \(xla\).*packs 8 trials.*SEESAW_MAY_CHANGE_EXECUTION=true/);
  const { lanes, said } = chosen({ ...going, mayChange: true });
  expect(lanes).toBe(4);
  expect(said[0]).toMatch(/not bit-equal/);
});
