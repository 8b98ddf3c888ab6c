import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { diracGames, diracSteps, diracTraining, distanceOf } from '../../../packages/gan/diracGan.ts';
import { lineFigure, type Panel } from '../curves/lineFigure.ts';
import { type BenchSuite, say } from '../suite.ts';

/** Steps between two points of a way. */
const between = 5;

/** The critical R1 is left out: beside it nothing else can be seen on one axis. */
const shown = [
  ['minimax', 'linear'],
  ['nonsaturating', 'log'],
  ['wgan, clip 1', 'linear'],
  ['wgan-gp, λ 0.35', 'linear'],
  ['minimax + R1 γ 0.3', 'log'],
  ['nonsaturating + R1 γ 0.3', 'log'],
] as const satisfies readonly (readonly [keyof typeof diracGames, Panel['scale']])[];

/**
 * The ways of the Dirac-GAN through the train loop: how far both players are from the solution over the steps, for the games
 * of the table and both orders. Needs no services.
 *
 * `--figure FILE` draws them.
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({ args: [...args], options: { figure: { type: 'string' } } });
  await nativeLibrary();
  const ways = shown.map(([name, scale]) => {
    say(name);
    return {
      name,
      scale,
      simultaneous: way({ ...diracGames[name], order: 'simultaneous' }),
      alternating: way({ ...diracGames[name], order: 'g-first' }),
    };
  });
  if (values.figure !== undefined) {
    const panels = ways.map(({ name, scale, simultaneous, alternating }) => ({
      title: name,
      scale,
      lines: [{ points: simultaneous, faint: true }, { points: alternating }],
    }));
    await writeFile(values.figure, lineFigure(panels, 'step'));
  }
  return { suite: 'dirac', ways };
};

function way(rules: Parameters<typeof diracTraining>[0]): [step: number, distance: number][] {
  const training = diracTraining(rules);
  const points: [number, number][] = [[0, distanceOf(training)]];
  while (training.step < diracSteps) {
    for (let i = 0; i < between; i++) training.trainStep();
    points.push([training.step, distanceOf(training)]);
  }
  training.dispose();
  return points;
}
