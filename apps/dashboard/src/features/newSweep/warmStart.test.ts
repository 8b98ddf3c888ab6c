import { expect, it } from 'vitest';
import { readSweepForm } from './readSweepForm.ts';
import { addWarmPoint, removeWarmPoint, setWarmPoint, setWarmSweeps, warmStartIn } from './warmStart.ts';

function warm(text: string) {
  const read = readSweepForm(text);
  return read.ok ? warmStartIn(read.form) : undefined;
}

it('points are added, filled, emptied and removed in the file, and the section goes with the last', () => {
  const added = addWarmPoint(addWarmPoint('name: a\n'));
  expect(added).toBe('name: a\nwarm_start: { points: [ {}, {} ] }\n');
  const filled = setWarmPoint(setWarmPoint(added, 1, 'lr_d', 0.001), 0, 'loss', 'hinge');
  expect(filled).toBe('name: a\nwarm_start: { points: [ { loss: hinge }, { lr_d: 0.001 } ] }\n');
  expect(warm(filled)).toEqual({ points: [{ loss: 'hinge' }, { lr_d: 0.001 }], sweeps: [] });
  expect(setWarmPoint(filled, 0, 'loss', undefined)).toContain('points: [ {}, { lr_d: 0.001 } ]');
  expect(removeWarmPoint(filled, 0)).toBe('name: a\nwarm_start: { points: [ { lr_d: 0.001 } ] }\n');
  expect(removeWarmPoint(removeWarmPoint(filled, 0), 0)).toBe('name: a\n');
});

it('points in the file keep their comments and their form', () => {
  const file = 'warm_start:\n  points:\n    - lr_d: 0.1 # a guess\n    - { lr_d: 0.2 }\n  sweeps: [ k3f9 ]\n';
  expect(setWarmPoint(file, 0, 'loss', 'hinge')).toContain('    - lr_d: 0.1 # a guess\n      loss: hinge\n');
  expect(removeWarmPoint(file, 1)).toContain('# a guess\n  sweeps: [ k3f9 ]');
  expect(warm(setWarmSweeps(file, []))).toEqual({ points: [{ lr_d: 0.1 }, { lr_d: 0.2 }], sweeps: [] });
});

it('ids of sweeps are read as they are written and stay ids when they look like numbers', () => {
  expect(warm('warm_start: { sweeps: [ 3e45678922, k3f9, "12" ] }\n')?.sweeps).toEqual(['3e45678922', 'k3f9', '12']);
  const written = setWarmSweeps('name: a\n', ['3e45678922', 'k3f9']);
  expect(warm(written)?.sweeps).toEqual(['3e45678922', 'k3f9']);
  expect(setWarmSweeps(written, [])).toBe('name: a\n');
});

it('what only the file can say is left alone', () => {
  for (const value of [
    '3',
    '[]',
    '{ points: 3 }',
    '{ points: [ a ] }',
    '{ points: [ { x: [ 1 ] } ] }',
    '{ more: 1 }',
  ]) {
    expect(warm(`warm_start: ${value}\n`), value).toBeUndefined();
  }
  expect(warm('name: a\n')).toEqual({ points: [], sweeps: [] });
});
