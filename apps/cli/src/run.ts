import { Command, CommanderError } from 'commander';
import cli from '../package.json' with { type: 'json' };
import { ApiClient } from './apiClient.ts';
import { CliError, Interrupted } from './cliError.ts';
import { exitCodeOfRun } from './commandAction.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { downCommand } from './commands/down.ts';
import { recipesCommand } from './commands/recipes.ts';
import { sampleCommand } from './commands/sample.ts';
import { statusCommand } from './commands/status.ts';
import { sweepCommand } from './commands/sweep.ts';
import { trialCommand } from './commands/trial.ts';
import { upCommand } from './commands/up.ts';
import { workerCommand } from './commands/worker.ts';
import { type CliEnv, cliEnv } from './env.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { createPaint } from './output/paint.ts';
import { hintLine, sentence } from './output/words.ts';
import type { Session, Writer } from './session.ts';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly out?: Writer;
  readonly err?: Writer;
  /** Aborted when the person presses Ctrl-C. */
  readonly signal?: AbortSignal;
}

/** Runs `seesaw` with the words behind its name and gives the exit code; writes nothing but to `out` and `err`. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<ExitCode> {
  const out = options.out ?? writerOf(process.stdout);
  const err = options.err ?? writerOf(process.stderr);
  const signal = options.signal ?? new AbortController().signal;
  let env: CliEnv;
  try {
    env = cliEnv(options.env ?? process.env);
  } catch (error) {
    err.write(`error: the environment is not usable: ${(error as Error).message}\n`);
    return exitCodes.usage;
  }
  const session = createSession({ env, out, err, signal });
  const program = createProgram(session);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCodeOfRun(program);
  } catch (error) {
    return report(error, session);
  }
}

function createSession(parts: { env: CliEnv; out: Writer; err: Writer; signal: AbortSignal }): Session {
  const { env, out, signal } = parts;
  const apiUrl = async (): Promise<string> => {
    if (env.apiUrl !== undefined) return env.apiUrl;
    const { knownEndpoints } = await import('@seesaw/local/endpoints');
    const { apiUrl: found } = knownEndpoints();
    if (found !== undefined) return found;
    throw new CliError('Seesaw is not running here.', {
      hint: 'Start it: seesaw up. Or set SEESAW_API_URL to the address of a server.',
    });
  };
  return {
    ...parts,
    paint: createPaint(out.isTTY && !env.noColor),
    apiUrl,
    api: async () => new ApiClient({ url: await apiUrl(), token: env.apiToken, signal }),
  };
}

function createProgram(session: Session): Command {
  const program = new Command('seesaw')
    .description('Trains generative adversarial networks many at a time and finds which balance works.')
    .version(cli.version, '-V, --version')
    .addHelpText(
      'after',
      '\nFirst steps:\n  seesaw demo                           a sweep on real digits, from nothing\n  seesaw recipes                        what can be trained, and which knobs there are\n  seesaw sweep create my.yaml --wait    your own sweep\n  seesaw trial list --sweep latest      what came out\n',
    );
  for (const command of [
    upCommand(session),
    downCommand(session),
    statusCommand(session),
    doctorCommand(session),
    demoCommand(session),
    sweepCommand(session),
    trialCommand(session),
    sampleCommand(session),
    workerCommand(session),
    recipesCommand(session),
  ]) {
    program.addCommand(command);
  }
  settle(program, session);
  return program;
}

/** Applies to every command: errors are thrown, text goes to our writers, a slip gets a suggestion. */
function settle(command: Command, session: Session): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: (text) => session.out.write(text), writeErr: (text) => session.err.write(text) })
    .showHelpAfterError('(add --help to see what is possible)')
    .showSuggestionAfterError();
  for (const child of command.commands) settle(child, session);
}

function report(error: unknown, session: Session): ExitCode {
  const { err, env, paint } = session;
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof Interrupted) {
    err.write(`\n${error.message}\n`);
    return exitCodes.interrupted;
  }
  if (session.signal.aborted) return exitCodes.interrupted;
  const message = error instanceof Error ? error.message : String(error);
  err.write(`${paint.bad('error:')} ${sentence(message)}\n`);
  if (error instanceof CliError && error.hint !== undefined) err.write(`${paint.dim(hintLine(error.hint))}\n`);
  if (env.debug && error instanceof Error) err.write(`${stackOf(error)}\n`);
  else if (!(error instanceof CliError)) err.write(`${paint.dim('Set SEESAW_DEBUG=1 to see where it happened.')}\n`);
  return error instanceof CliError ? error.exitCode : exitCodes.error;
}

function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${stackOf(error.cause)}` : own;
}

function writerOf(stream: NodeJS.WriteStream): Writer {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 100;
    },
  };
}
