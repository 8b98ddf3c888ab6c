import { describe, expect, it, test } from 'vitest';
import { faults, good } from './sweepFileTestReading.ts';
import { sweepFileText } from './sweepFileText.ts';

const file = (pack: string, parameters = 'lr_ratio: {min: 0.1, max: 4}', more = 'concurrency: 12\nrun_cap: 40') =>
  `recipe: ring-mlp\nmethod: random\nmetric: {name: eval/score}\nparameters: {${parameters}}\n${pack}\n${more}\n`;
const packOf = (text: string) => good(text).sweep.pack;
const warnings = (text: string) =>
  good(text).warnings.map((one) => `${one.line}:${one.column} ${one.path} ${one.message} | ${one.suggestion}`);

describe('pack', () => {
  it('is how many trials share a program; absent or 1, each has its own', () => {
    expect(packOf(file('pack: 4'))).toBe(4);
    expect(packOf(file('pack: 1'))).toBeUndefined();
    expect('pack' in good(file('seed: 2')).sweep).toBe(false);
    expect(packOf(sweepFileText(good(file('pack: 4')).sweep))).toBe(4);
  });

  it('auto comes to what is measured to gain, and to no more than train at once or there are', () => {
    expect(packOf(file('pack: auto'))).toBe(8);
    expect(packOf(file('pack: auto', undefined, 'concurrency: 5\nrun_cap: 40'))).toBe(5);
    expect(packOf(file('pack: auto', undefined, 'concurrency: 12\nrun_cap: 3'))).toBe(3);
    expect(warnings(file('pack: auto'))).toEqual([]);
  });

  it('auto counts how many trials share a program where several programs are needed', () => {
    const three = 'lr_ratio: {min: 0.1, max: 4}, loss: {values: [nonsaturating, hinge]}';
    expect(packOf(file('pack: auto', three, 'concurrency: 12\nrun_cap: 8'))).toBe(4);
  });

  it('auto comes to each alone where trials cannot share one, and says why', () => {
    const alone = 'pack: auto comes to 1, each trial alone';
    expect(warnings(file('pack: auto', 'lr_ratio: {values: [1, 2]}, ema: {value: true}'))).toEqual([
      `5:7 pack ${alone}. Trials of this sweep share no program: ema is on. | Remove pack.`,
    ]);
    expect(warnings(file('pack: auto', undefined, 'concurrency: 1\nrun_cap: 40'))).toEqual([
      `5:7 pack ${alone}: concurrency is 1. | Write concurrency: 8.`,
    ]);
    expect(packOf(file('pack: auto', undefined, 'concurrency: 1\nrun_cap: 40'))).toBeUndefined();
  });

  it('auto comes to each alone where sharing is no faster; a number is done', () => {
    const large = 'lr_ratio: {min: 0.1, max: 4}, batch_size: {value: 2000}';
    expect(warnings(file('pack: auto', large))).toEqual([
      '5:7 pack pack: auto comes to 1, each trial alone: batches are large. | Remove pack, or write a number: a GPU may gain by pack: 8.',
    ]);
    expect(packOf(file('pack: auto', large))).toBeUndefined();
    expect(packOf(file('pack: 4', large))).toBe(4);
  });

  it('with a number is refused where trials cannot share one, at what makes them differ', () => {
    expect(faults(file('pack: 4', 'batch_size: {min: 2, max: 4096}'))).toEqual([
      '4:14 parameters.batch_size pack: 4 cannot be done. Hardly any two of its 40 trials share a program: ' +
        'batch_size varies, and another value of it is another program. | Give batch_size fewer values, or remove pack.',
    ]);
    expect(faults(file('pack: 4', 'lr_ratio: {values: [1, 2]}, ema: {value: true}'))).toEqual([
      '5:7 pack pack: 4 cannot be done. Trials of this sweep share no program: ema is on. | Remove pack.',
    ]);
    expect(faults(file('pack: 4', undefined, 'run_cap: 1'))).toEqual([
      '5:7 pack pack: 4 cannot be done. The sweep has one trial. | Remove pack.',
    ]);
  });

  it('with a number warns of lanes that will stay idle', () => {
    expect(warnings(file('pack: 8', undefined, 'concurrency: 3\nrun_cap: 40'))).toEqual([
      '6:14 concurrency With 3 trials at once, 5 of 8 lanes stay idle, and an idle lane costs as much as a busy one. | ' +
        'Write concurrency: 8, times the slots that shall be busy.',
    ]);
    expect(warnings(file('pack: 8', undefined, 'concurrency: 1\nrun_cap: 40'))[0]).toContain(
      'With 1 trial at once, 7 of 8',
    );
    expect(warnings(file('pack: 8', undefined, 'concurrency: 20\nrun_cap: 6'))).toEqual([
      '5:7 pack Only about 6 trials share a program: some of 8 lanes stay idle. | Write pack: 6, or pack: auto.',
    ]);
  });
});

test.each(['0', '33', '1.5', 'all', '[4]', '-2'])('pack: %s is refused with its place', (pack) => {
  expect(faults(file(`pack: ${pack}`))[0]).toMatch(/^5:7 pack pack: expected auto or a whole number from 1 to 32, got/);
});
