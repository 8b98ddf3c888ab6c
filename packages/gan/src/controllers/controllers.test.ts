import { type Scalar, scalar, type Tensor1D, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { accuracyGate } from './accuracyGate.ts';
import { accuracyOf, type Decision } from './accuracyOf.ts';
import { ada } from './ada.ts';
import type { Controller, Seen } from './controller.ts';
import { gradientRatio } from './gradientRatio.ts';
import { lossChangeRatio } from './lossChangeRatio.ts';
import { lossGate } from './lossGate.ts';

await testBackend();

interface Given {
  readonly losses?: readonly [d: number, g: number];
  readonly gradients?: readonly [d: readonly number[], g: readonly number[]];
  readonly real?: readonly number[];
  readonly fake?: readonly number[];
}

const logits: Decision = { kind: 'threshold', at: 0 };
const squares: Decision = { kind: 'threshold', at: 0.5 };
const pairs: Decision = { kind: 'paired' };

test.each<[string, Decision, number]>([
  ['logits', logits, (3 / 4 + 2 / 4) / 2],
  ['squares', squares, (2 / 4 + 3 / 4) / 2],
  ['pairs', pairs, 2 / 4],
])('accuracy of D by %s: each kind weighs the same, an answer on the line is called generated', (_name, by, right) => {
  const onReal = column([3, 0.2, 1, 0]);
  const onFake = column([0, -1, 2, 0.2]);
  expect(accuracyOf(by, onReal, onFake).dataSync()[0]).toBeCloseTo(right, 6);
});

test('the accuracy gate lets D train at its threshold and shuts above it', () => {
  const gate = accuracyGate(logits, 0.75);
  const fake = [-1, -1];
  expect(after(gate, [{ real: [1, -1], fake }])).toEqual({ trainD: 1 });
  expect(after(gate, [{ real: [1, 1], fake }])).toEqual({ trainD: 0 });
  expect(
    after(gate, [
      { real: [1, 1], fake },
      { real: [-1, -1], fake },
    ]),
  ).toEqual({ trainD: 1 });
});

test('the loss gate trains each player only above its own threshold', () => {
  const gate = lossGate(0.7, -0.5);
  expect(after(gate, [{ losses: [0.71, -0.51] }])).toEqual({ trainD: 1, trainG: 0 });
  expect(after(gate, [{ losses: [0.69, -0.49] }])).toEqual({ trainD: 0, trainG: 1 });
});

describe('loss-change-ratio', () => {
  const trained = (lambda: number, ...losses: [number, number][]) => {
    const { trainD, trainG } = after(
      lossChangeRatio(lambda),
      losses.map((pair) => ({ losses: pair })),
    );
    return [trainD, trainG];
  };

  test('trains both until there is a change, then the one whose loss changed more, as a share of itself', () => {
    expect(trained(1, [1, 1])).toEqual([1, 1]);
    expect(trained(1, [1, 1], [1.2, 1.1])).toEqual([1, 0]);
    expect(trained(1, [1, 1], [1.2, 1.3])).toEqual([0, 1]);
    // D by 10 %, G by 20 %, though D moved further.
    expect(trained(1, [10, -1], [11, -0.8])).toEqual([0, 1]);
    expect(trained(1, [1, 1], [2, 1], [2.1, 1.2])).toEqual([0, 1]);
  });

  test('λ holds D back, and a loss that was 0 makes no number of its own', () => {
    expect(trained(0.4, [1, 1], [1.2, 1.3])).toEqual([1, 0]);
    expect(trained(3, [1, 1], [1.4, 1.2])).toEqual([0, 1]);
    expect(trained(1, [0, 0], [1, 1])).toEqual([0, 1]);
  });
});

describe('gradient-ratio', () => {
  const rates = (controller: Controller, d: readonly number[], g: readonly number[]) => {
    const { rateD, rateG } = after(controller, [{ gradients: [d, g] }]);
    return [rateD!, rateG!];
  };

  test('keeps both rates at its ratio, speeds up the larger gradient by the root of what it is beyond, within the limit', () => {
    expect(rates(gradientRatio(1, 4), [3, 4], [0, 5])).toEqual([1, 1]);
    expect(rates(gradientRatio(1, 4), [6, 8], [0, 2.5])).toEqual([2, 0.5]);
    expect(rates(gradientRatio(4, 4), [6, 8], [0, 2.5])).toEqual([1, 1]);
    expect(rates(gradientRatio(1, 4), [600], [1])).toEqual([4, 0.25]);
    expect(rates(gradientRatio(1, 4), [0], [0])).toEqual([1, 1]);
  });

  test('treats the players alike: exchanged gradients exchange the rates', () => {
    const norm = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(norm, norm, (a, b) => {
        const [d, g] = rates(gradientRatio(1, 8), [a], [b]);
        const [otherD, otherG] = rates(gradientRatio(1, 8), [b], [a]);
        expect(d).toBeCloseTo(otherG!, 4);
        expect(g).toBeCloseTo(otherD!, 4);
      }),
      { numRuns: 20 },
    );
  });

  test('averages the norms: one wild step among a hundred turns little', () => {
    const even: Given = { gradients: [[1], [1]] };
    const { rateD } = after(gradientRatio(1, 64), [even, { gradients: [[2], [1]] }]);
    expect(rateD).toBeCloseTo(Math.sqrt(1.01), 5);
  });
});

describe('ada', () => {
  const settings = { turns: 'instance_noise', target: 0.6, share: 0.01 } as const;

  test('turns its knob every fourth step, towards more while D knows its training samples', () => {
    const sure: Given = { real: [1, 2, 3, 1], fake: [0, 0, 0, 0] };
    const knobs = [3, 4, 7, 8].map((steps) => after(ada(logits, settings), Array(steps).fill(sure)).knob!);
    for (const [i, knob] of knobs.entries()) expect(knob).toBeCloseTo([0, 0.04, 0.04, 0.08][i]!, 6);
  });

  test('is the rule of the paper, whatever D answers and by what it decides', () => {
    const answers = fc.array(fc.constantFrom(-2, -1, -0.5, 0.2, 0.7, 3), { minLength: 3, maxLength: 3 });
    const seen = fc.array(fc.record({ real: answers, fake: answers }), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(seen, fc.constantFrom(logits, squares, pairs), (steps, decision) => {
        const share = 0.09;
        const controller = ada(decision, { ...settings, share });
        expect(after(controller, steps).knob).toBeCloseTo(byHand(decision, steps, share), 5);
      }),
      { numRuns: 40 },
    );
  });

  function byHand(decision: Decision, steps: readonly Required<Pick<Given, 'real' | 'fake'>>[], share: number): number {
    let p = 0;
    for (let from = 0; from + 4 <= steps.length; from += 4) {
      const signs = steps
        .slice(from, from + 4)
        .flatMap(({ real, fake }) =>
          real.map((d, i) => Math.sign(d - (decision.kind === 'paired' ? fake[i]! : decision.at))),
        );
      const r = signs.reduce((a, b) => a + b, 0) / signs.length;
      p = Math.min(0.8, Math.max(0, p + Math.sign(r - 0.6) * 4 * share));
    }
    return p;
  }
});

/** The numbers of the controller after it has seen these steps. */
function after(controller: Controller, steps: readonly Given[]): Record<string, number> {
  return tidy(() => {
    let now: Readonly<Record<string, Scalar>> = Object.fromEntries(
      Object.entries(controller.first).map(([name, first]) => [name, scalar(first)]),
    );
    for (const step of steps) now = controller.next(now, seen(step));
    expect(Object.keys(now).sort()).toEqual(Object.keys(controller.first).sort());
    return Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value.dataSync()[0]!])) as never;
  });
}

function seen({ losses = [1, 1], gradients = [[1], [1]], real = [0], fake = [0] }: Given): Seen {
  return {
    lossD: scalar(losses[0]),
    lossG: scalar(losses[1]),
    gradientD: tensor1d([...gradients[0]]) as Tensor1D,
    gradientG: tensor1d([...gradients[1]]) as Tensor1D,
    onReal: column(real),
    onFake: column(fake),
  };
}

function column(values: readonly number[]): Tensor2D {
  return tensor2d([...values], [values.length, 1]);
}
