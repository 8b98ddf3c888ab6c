import { writeFile } from 'node:fs/promises';
import type { Interpolation } from '@seesaw/gan/latent/interpolate';
import type { SampleRow } from '@seesaw/shared/records';
import { Command, Option } from 'commander';
import { CliError, notWritten, usageError } from '../cliError.ts';
import { outputOption, setAction } from '../commandAction.ts';
import { type OutputFormat, printJson } from '../output/printRows.ts';
import { isCheckpointFolder, openCheckpoint, openFolder } from '../sample/openCheckpoint.ts';
import { findTrial, trialArgument } from '../select/findTrial.ts';
import type { Session } from '../session.ts';
import { trialSweepOption } from './trialNamed.ts';
import { wholeNumber } from './wholeNumber.ts';

interface Options {
  readonly sweep?: string;
  readonly step?: number;
  readonly n?: number;
  readonly seed?: number;
  readonly label?: number;
  readonly interpolate?: Interpolation;
  readonly kept?: true;
  readonly out?: readonly string[];
  readonly output: OutputFormat;
}

const ways: readonly Interpolation[] = ['linear', 'spherical'];

export function sampleCommand(session: Session): Command {
  const command = new Command('sample')
    .description(
      'draw new samples with the generator of a checkpoint, here and without a trainer; the newest unless --step says otherwise',
    )
    .argument('<trial|checkpoint>', `${trialArgument}; or a folder with manifest.json and state.safetensors`)
    .option(...trialSweepOption)
    .option(
      '--step <step>',
      'the checkpoint (with --kept: the sample) of this step, or the last one before it',
      wholeNumber({ min: 0 }),
    )
    .option('--n <count>', 'how many; 64 pictures or 2000 points unless given', wholeNumber({ min: 0 }))
    .option(
      '--seed <seed>',
      'which latent vectors; the same for the same seed, whatever else (1 unless given)',
      wholeNumber({ min: 0, max: 4_294_967_295 }),
    )
    .option('--label <label>', 'only this label, where the recipe has labels; else a row each', wholeNumber({ min: 0 }))
    .addOption(
      new Option('--interpolate <way>', 'each row of the picture goes from one latent vector to another').choices(ways),
    )
    .option(
      '--kept',
      'the picture that was kept while training instead, drawn from latent vectors that all trials share',
    )
    .option(
      '--out <file>',
      'where to write: .png, .safetensors, of points also .csv and .json; may be repeated; - for a PNG on standard output',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .addOption(outputOption());
  return setAction(command, (wanted: string, options: Options) =>
    options.kept === true ? saveKept(session, wanted, options) : saveDrawn(session, wanted, options),
  );
}

async function saveDrawn(session: Session, wanted: string, options: Options): Promise<undefined> {
  const { checkSampleFile, sampleBytes } = await import('../sample/sampleFile.ts');
  const { step, n: count, seed = 1, label, interpolate } = options;
  for (const file of options.out ?? []) checkSampleFile(file);
  const { of, ...checkpoint } = await open(session, wanted, options);
  // Loaded only here: it brings tfjs.
  const { drawFrom } = await import('../sample/drawFrom.ts');
  const drawn = await drawFrom(checkpoint, {
    ...{ count, seed },
    ...(label !== undefined && { label }),
    ...(interpolate !== undefined && { interpolate }),
  });
  const { trialId, step: drawnAt } = checkpoint.manifest;
  const files = options.out ?? [`${of}-step-${drawnAt}-seed-${seed}.png`];
  for (const file of files) await put(file, sampleBytes(file, drawn));
  const written = files.filter((file) => file !== '-');
  if (options.output === 'json') {
    printJson(session, { trialId, step: drawnAt, n: drawn.count, seed, kind: drawn.sample.kind, files: written });
  } else {
    const asked = step === undefined || step === drawnAt ? '' : ` (the last one up to step ${step})`;
    for (const file of written) {
      session.out.write(`${file}  ${drawn.count} ${drawn.sample.kind} from step ${drawnAt}${asked}, seed ${seed}\n`);
    }
  }
  return undefined;
}

async function open(session: Session, wanted: string, { sweep, step }: Options) {
  if (isCheckpointFolder(wanted)) {
    if (step !== undefined) throw usageError('A folder is one checkpoint: --step has nothing to choose from.');
    const checkpoint = await openFolder(wanted);
    return { ...checkpoint, of: `trial-${checkpoint.manifest.trialId}` };
  }
  const api = await session.api();
  const trial = await findTrial(api, wanted, sweep);
  const note = (text: string) => session.err.write(`${text}\n`);
  return { ...(await openCheckpoint(api, trial, { step, note })), of: nameOf(trial) };
}

async function saveKept(session: Session, wanted: string, options: Options): Promise<undefined> {
  const given = (['n', 'seed', 'label', 'interpolate'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined) {
    throw usageError(`--${given} goes with new samples, --kept gives one that was drawn before.`, 'Leave one out.');
  }
  if ((options.out?.length ?? 0) > 1) throw usageError('--kept writes one file.');
  const api = await session.api();
  const trial = await findTrial(api, wanted, options.sweep);
  const sample = chooseSample(await api.samples(trial.id), options.step);
  if (sample === undefined) {
    throw new CliError(
      `Trial ${trial.number} has no sample${options.step === undefined ? ' yet' : ` up to step ${options.step}`}.`,
      {
        hint: 'Samples are kept every sample_every steps; see how far it is: seesaw trial show',
      },
    );
  }
  const file = options.out?.[0] ?? `${nameOf(trial)}-step-${sample.step}.png`;
  await put(file, await api.sampleImage(sample.id));
  if (options.output === 'json') printJson(session, { ...sample, file });
  else if (file !== '-') session.out.write(`${file}  ${sample.kind} of trial ${trial.number} at step ${sample.step}\n`);
  return undefined;
}

/** The newest one, or the last one at or before `step`. */
export function chooseSample(samples: readonly SampleRow[], step: number | undefined): SampleRow | undefined {
  return samples
    .filter((sample) => step === undefined || sample.step <= step)
    .reduce<SampleRow | undefined>(
      (best, one) => (best === undefined || one.step >= best.step ? one : best),
      undefined,
    );
}

async function put(file: string, content: Uint8Array | string): Promise<void> {
  if (file === '-') process.stdout.write(content);
  else await writeFile(file, content).catch((cause: unknown) => Promise.reject(notWritten(file, cause)));
}

function nameOf({ number }: { readonly number: number }): string {
  return `trial-${String(number).padStart(4, '0')}`;
}
