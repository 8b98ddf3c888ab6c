import { writeFile } from 'node:fs/promises';
import type { SampleRow } from '@seesaw/shared/records';
import { Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cliError.ts';
import { outputOption, setAction } from '../commandAction.ts';
import { type OutputFormat, printJson } from '../output/printRows.ts';
import { findTrial, trialArgument } from '../select/findTrial.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly sweep?: string;
  readonly step?: number;
  readonly out?: string;
  readonly output: OutputFormat;
}

export function sampleCommand(session: Session): Command {
  const command = new Command('sample')
    .description('save what the generator of a trial produced, as a PNG; the newest unless --step says otherwise')
    .argument('<trial>', trialArgument)
    .option('--sweep <sweep>', 'the trial is a number in this sweep')
    .option('--step <step>', 'the sample taken at this step, or the last one before it', wholeNumber)
    .option('--out <file>', 'where to write it; - for standard output')
    .addOption(outputOption());
  return setAction(command, (wanted: string, options: Options) => saveSample(session, wanted, options));
}

async function saveSample(session: Session, wanted: string, options: Options): Promise<undefined> {
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
  const image = await api.sampleImage(sample.id);
  if (options.out === '-') {
    process.stdout.write(image);
    return undefined;
  }
  const file = options.out ?? `trial-${String(trial.number).padStart(4, '0')}-step-${sample.step}.png`;
  await writeFile(file, image);
  if (options.output === 'json') printJson(session, { ...sample, file });
  else session.out.write(`${file}  ${sample.kind} of trial ${trial.number} at step ${sample.step}\n`);
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

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
}
