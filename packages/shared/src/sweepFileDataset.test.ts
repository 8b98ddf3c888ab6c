import { expect, it } from 'vitest';
import { faults, good } from './sweepFileTestReading.ts';

const file = (dataset: string, metric = 'eval/score') =>
  `recipe: ring-mlp\ndataset: ${dataset}\nmethod: grid\nmetric: {name: ${metric}}\nparameters: {seed: {value: 1}}`;

it('takes a folder behind the name of a data set, also one inside of another', () => {
  expect(good(file('own:faces')).sweep.dataset).toBe('own:faces');
  expect(good(file('"own:animals/cats and dogs"')).sweep.dataset).toBe('own:animals/cats and dogs');
});

it.each([
  [
    'own',
    'Data set own lies in a folder of yours: which one? | Write dataset: own:FOLDER, a folder below SEESAW_DATA_DIR.',
  ],
  [
    'own:../faces',
    '"../faces" cannot be a folder of data. | Write dataset: own:FOLDER, a folder below SEESAW_DATA_DIR: names of folders with / between them, none of them beginning with a dot.',
  ],
  ['ring:faces', 'Data set ring does not lie in a folder. | Write dataset: ring.'],
  ['won:faces', 'Unknown data set "won:faces". | Did you mean own?'],
  ['own:lost', 'No folder lost. | Make it.'],
])('refuses %s where it stands', (dataset, fault) => {
  expect(faults(file(dataset))).toEqual([`2:10 dataset ${fault}`]);
});

it('refuses settings that do not fit what lies in the folder, where they stand', () => {
  const batches = file('own:faces').replace('seed: {value: 1}', 'batch_size: {values: [300, 512]}');
  expect(faults(batches)).toEqual(['5:14 parameters.batch_size Too few images. | Use less.']);
});

it('goes on with a warning where nobody can tell whether the folder is there', () => {
  const { sweep, warnings } = good(file('own:far'));
  expect(sweep.dataset).toBe('own:far');
  expect(warnings).toMatchObject([{ line: 2, column: 10, message: 'Nobody knows.', suggestion: 'Set it.' }]);
});

it('refuses a metric that is not reported on the data set', () => {
  expect(faults(file('ring', 'eval/clarity'))).toEqual([
    '4:16 metric.name "eval/clarity" is reported on own, but not on ring. | Use eval/score.',
  ]);
  expect(good(file('own:faces', 'eval/clarity')).sweep.metric.name).toBe('eval/clarity');
});
