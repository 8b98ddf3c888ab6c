import { expect, test } from 'vitest';
import { diracGames, diracSteps, diracTraining, distanceOf } from '../../diracGan.ts';
import { testBackend } from '../../testBackend.ts';
import type { Game } from './game.ts';

await testBackend();

type Orders = readonly [simultaneous: string, alternating: string, fiveOfD: string];

/** Distance from the solution after the last step, computed independently in double precision. */
const table: Readonly<Record<keyof typeof diracGames, Orders>> = {
  minimax: ['3.10', '1.42', '1.85'],
  nonsaturating: ['0.640', '0.284', '0.139'],
  'wgan, clip 1': ['1.00', '1.02', '0.917'],
  'wgan-gp, λ 0.35': ['1.80', '1.22', '0.716'],
  'minimax + R1 γ 0.3': ['2.64e-6', '2.30e-7', '9.25e-34'],
  'minimax + R1 γ 1 (critical)': ['9.5e-22', '7.5e-17', '5.1e-12'],
  'nonsaturating + R1 γ 0.3': ['2.21e-6', '1.50e-7', '4.0e-34'],
};

const orders: readonly Partial<Game>[] = [
  { order: 'simultaneous' },
  { order: 'g-first' },
  { order: 'g-first', dSteps: 5 },
];

const cells = Object.entries(table).flatMap(([name, distances]) =>
  orders.map((order, i) => ({
    name,
    how: `${order.order}${order.dSteps === 5 ? ', 5 of D' : ''}`,
    rules: { ...diracGames[name as keyof typeof diracGames], ...order },
    expected: distances[i]!,
  })),
);

test.each(cells)('$name, $how: the train loop ends $expected from the solution', ({ rules, expected }) => {
  const training = diracTraining(rules);
  for (let i = 0; i < diracSteps; i++) training.trainStep();
  const distance = distanceOf(training);
  training.dispose();
  const digit = lastDigit(expected);
  expect(Math.abs(distance - Number(expected)), `${distance}`).toBeLessThanOrEqual(
    Math.max(0.01 * Number(expected), 0.5 * digit * (1 + 1e-9)),
  );
});

/** What one unit of the last printed digit is worth. */
function lastDigit(printed: string): number {
  const [mantissa, exponent] = printed.split('e');
  const decimals = mantissa!.split('.')[1]?.length ?? 0;
  return 10 ** (Number(exponent ?? 0) - decimals);
}
