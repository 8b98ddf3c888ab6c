import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { api, sweepIs } from '../system/api.ts';

const folder = fileURLToPath(new URL('../../examples/recipes/', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
/** On a machine that is busy with other things; alone all of them take seconds. */
const patienceMs = 600_000;
/** Verdicts need two windows of 200 steps; one recipe is cheap enough to be trained for so long. */
const stepsOf = (file: string) => (file === 'ring-mlp.yaml' ? 600 : 12);

let sweeps: ReadonlyMap<string, string>;

/** All of them side by side, so that they take the time of the slowest. */
beforeAll(async () => {
  const created = files.map(async (file) => [file, (await api.createSweep(shortened(file))).id] as const);
  sweeps = new Map(await Promise.all(created));
}, patienceMs);

test.each(files)(
  'examples/recipes/%s runs through the whole system: every trial ends with a score, what is said of its health, samples and a checkpoint',
  async (file) => {
    const steps = stepsOf(file);
    const id = sweeps.get(file)!;
    await sweepIs(id, ['completed'], patienceMs);
    const samples = await api.samples(id);
    for (const trial of await api.trials(id)) {
      expect(trial).toMatchObject({
        state: 'completed',
        step: steps,
        score: expect.any(Number),
        health: steps < 400 ? 'unknown' : expect.stringMatching(/^(?!unknown$)/),
        healthEvidence: expect.any(String),
      });
      expect(samples.filter(({ trialId }) => trialId === trial.id).map(({ step }) => step)).toContain(steps);
      expect(await api.checkpoints(trial.id)).toContainEqual(expect.objectContaining({ step: steps }));
    }
  },
  patienceMs,
);

/** Made short by what changes nothing of the game. */
function shortened(file: string): string {
  const steps = stepsOf(file);
  const short = {
    steps,
    log_every: Math.min(steps / 3, 25),
    sample_every: steps,
    eval_every: steps,
    eval_samples: 256,
    width_d: 8,
  };
  const text = readFileSync(`${folder}${file}`, 'utf8').replace(/every_steps: \d+/, `every_steps: ${steps}`);
  return Object.entries(short).reduce((changed, [name, value]) => withValue(changed, name, value), text);
}

/** The sweep file with one parameter set. */
function withValue(text: string, name: string, value: number): string {
  const set = `\n  ${name}:\n    value: ${value}`;
  const given = new RegExp(`\\n  ${name}:\\n    value: .*`);
  return given.test(text) ? text.replace(given, set) : text.replace('\nparameters:', `\nparameters:${set}`);
}
