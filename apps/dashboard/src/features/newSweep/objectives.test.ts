import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addObjective, type ObjectiveText, objectivesIn, removeObjective, setObjective } from './objectives.ts';
import { readSweepForm } from './readSweepForm.ts';

const one = `# mine
metric: { name: eval/score, goal: minimize, target: 0.1 } # what counts
run_cap: 9
`;
const modes: ObjectiveText = { name: 'eval/modes', goal: 'maximize' };

function objectives(text: string) {
  const read = readSweepForm(text);
  return read.ok ? objectivesIn(read.form.file) : undefined;
}

it('a second objective makes metrics of metric in its place, without its target, and the last but one makes it metric again', () => {
  const two = addObjective(one, modes);
  expect(two).toBe(`# mine
metrics: [ { name: eval/score, goal: minimize }, { name: eval/modes, goal: maximize } ] # what counts
run_cap: 9
`);
  expect(objectives(two)).toEqual([{ name: 'eval/score', goal: 'minimize' }, modes]);
  expect(removeObjective(two, 0)).toBe(`# mine
metric: { name: eval/modes, goal: maximize } # what counts
run_cap: 9
`);
});

it('fields change in their place, beside comments, whether there is one objective or a list of them', () => {
  expect(setObjective(one, 0, 'goal', 'maximize')).toContain('goal: maximize, target: 0.1 } # what counts');
  const list = 'metrics:\n  - name: a # first\n    goal: minimize\n  - { name: b }\n';
  expect(setObjective(list, 0, 'goal', '')).toBe('metrics:\n  - name: a # first\n  - { name: b }\n');
  expect(setObjective(list, 1, 'name', 'c')).toContain('- { name: c }');
  expect(addObjective(list, modes)).toContain('  - { name: b }\n  - { name: eval/modes, goal: maximize }\n');
  expect(setObjective('name: a\n', 0, 'name', 'b')).toBe('name: a\nmetric: { name: b }\n');
});

it('what only the file can say is no list of objectives', () => {
  for (const text of [
    'metrics: 3\n',
    'metrics: []\n',
    'metrics: [ a, b ]\n',
    'metrics: [ { name: a, impute: 3 }, { name: b } ]\n',
    'metric: { name: a }\nmetrics: [ { name: a }, { name: b } ]\n',
  ]) {
    expect(objectives(text), text).toBeUndefined();
  }
});

it('the form reads back what it wrote, however it was reached', () => {
  const text = fc.constantFrom('', 'eval/score', 'no: mapping', '# 3', '1e3');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), name: text, goal: text }),
    fc.record({ kind: fc.constant('remove' as const), place: fc.nat(3) }),
    fc.record({ kind: fc.constant('set' as const), place: fc.nat(3), value: text }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let [file, expected] = [one, [{ name: 'eval/score', goal: 'minimize' }] as ObjectiveText[]];
      for (const each of steps) {
        if (each.kind === 'add') {
          const { name, goal } = each;
          file = addObjective(file, { name, goal });
          expected = [...expected, { name, goal }];
        } else if (each.place < expected.length && (each.kind === 'set' || expected.length > 1)) {
          file =
            each.kind === 'set'
              ? setObjective(file, each.place, 'name', each.value)
              : removeObjective(file, each.place);
          expected =
            each.kind === 'set'
              ? expected.with(each.place, { ...expected[each.place]!, name: each.value })
              : expected.toSpliced(each.place, 1);
        }
        expect(objectives(file)).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
});
