import { expect, test } from 'vitest';
import { editSweepFile } from './editSweepFile.ts';

const file = `# how strong may D be
name: balance # the first
recipe: ring-mlp
method: random
run_cap: 20 # enough
parameters:
  # the knob
  lr_d: {value: 0.001} # slow
  loss:
    values: [hinge, lsgan] # two of them
`;

const edit = (key: string, value: string | undefined) => editSweepFile(file, [{ key, value }]);

test('a plain value is changed in place: comments and everything else stay', () => {
  expect(edit('name', 'wide')).toBe(file.replace('balance #', 'wide #'));
  expect(edit('run_cap', '50')).toBe(file.replace('20 #', '50 #'));
  expect(edit('lr_d', '0.01')).toBe(file.replace('0.001', '0.01'));
  expect(edit('parameters.lr_d.value', '0.01')).toBe(file.replace('0.001', '0.01'));
});

test('a hyperparameter is set by a value, varied by a list, and described by a mapping', () => {
  expect(edit('lr_d', '{min: 1e-5, max: 1e-2}')).toContain('  # the knob\n  lr_d: {min: 0.00001, max: 0.01} # slow\n');
  expect(edit('loss', 'hinge')).toContain('loss: {value: hinge}');
  expect(edit('d_steps', '[1, 2]')).toContain('  d_steps:\n    values:\n      - 1\n      - 2\n');
});

test('a key is added, a path is made, and an empty value removes', () => {
  expect(edit('seed', '7')).toContain('\nseed: 7\n');
  expect(edit('checkpoint.every_steps', '50')).toContain('checkpoint:\n  every_steps: 50\n');
  expect(edit('run_cap', undefined)).not.toContain('run_cap');
});

test('what cannot be is refused in words', () => {
  expect(() => edit('name.x', '1')).toThrow('name is no mapping');
  expect(() => edit('loss', '[1')).toThrow('"[1" is not valid YAML');
  expect(() => edit('seed', undefined)).toThrow('seed is not in the sweep file');
  expect(() => edit('a..b', '1')).toThrow('names no key');
  expect(() => editSweepFile('- 1', [])).toThrow('no mapping');
});
