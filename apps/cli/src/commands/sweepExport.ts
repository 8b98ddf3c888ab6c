import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SweepRow } from '@seesaw/shared/records';
import { Command, Option } from 'commander';
import type { ApiClient } from '../apiClient.ts';
import { CliError, notWritten, usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly format?: 'yaml' | 'resolved' | 'csv' | 'json';
  readonly metrics?: boolean;
  readonly out: string;
}

export function sweepExportCommand(session: Session): Command {
  const command = new Command('export')
    .description(
      'write a sweep to a file: its sweep file, every trial with all settings and results, or every metric point',
    )
    .argument('<sweep>', sweepArgument)
    .addOption(
      new Option(
        '--format <format>',
        'yaml: the sweep file as it was sent (default); resolved: with every default written out; csv, json: the trials',
      ).choices(['yaml', 'resolved', 'csv', 'json']),
    )
    .option(
      '--metrics',
      'every measured point instead of the trials: trial, metric, step, value; csv unless json is asked',
    )
    .option('--out <file>', 'where to write; - for standard output', '-');
  return setAction(command, async (wanted: string, options: Options) => {
    const { format = options.metrics ? 'csv' : 'yaml', metrics = false, out } = options;
    if (metrics && (format === 'yaml' || format === 'resolved')) {
      throw usageError(`Metrics are not exported as ${format}.`, 'Use --format csv or --format json.');
    }
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const chunks = await exported({ api, sweep, format, metrics });
    if (out === '-') await print(session, chunks);
    else {
      await writeWhole(out, chunks);
      session.err.write(`${out} written.\n`);
    }
    return undefined;
  });
}

async function exported(from: {
  api: ApiClient;
  sweep: SweepRow;
  format: NonNullable<Options['format']>;
  metrics: boolean;
}): Promise<AsyncIterable<Uint8Array | string>> {
  const { api, sweep, format, metrics } = from;
  switch (format) {
    case 'yaml':
      return Readable.from([await api.sweepYaml(sweep.id)]);
    case 'resolved': {
      const { sweepFileText } = await import('@seesaw/shared/sweepFileText');
      return Readable.from([sweepFileText(sweep.definition)]);
    }
    case 'csv':
    case 'json':
      return unbroken(await api.exportSweep(sweep.id, { format, what: metrics ? 'metrics' : 'trials' }));
  }
}

/** The server cuts the connection when it fails on the way. */
async function* unbroken(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (cause) {
    throw new CliError('The export broke off: the server or its database went away.', { hint: 'Try again.', cause });
  }
}

async function print(session: Session, chunks: AsyncIterable<Uint8Array | string>): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    session.out.write(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
  }
}

/** Under another name until it is whole. */
async function writeWhole(file: string, chunks: AsyncIterable<Uint8Array | string>): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(chunks, createWriteStream(partial));
    await rename(partial, file);
  } catch (cause) {
    throw cause instanceof CliError ? cause : notWritten(file, cause);
  } finally {
    await rm(partial, { force: true });
  }
}
