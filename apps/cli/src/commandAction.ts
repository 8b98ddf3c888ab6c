import { type Command, Option } from 'commander';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { outputFormats } from './output/printRows.ts';

const codes = new WeakMap<Command, ExitCode>();

/** Sets what a command does; what it returns becomes the exit code. Commander itself drops what actions return. */
export function setAction<Args extends unknown[]>(
  command: Command,
  work: (...args: Args) => Promise<ExitCode | undefined>,
): Command {
  return command.action(async (...args: unknown[]) => {
    const code = await work(...(args.slice(0, -1) as Args));
    codes.set(rootOf(command), code ?? exitCodes.ok);
  });
}

export function exitCodeOfRun(program: Command): ExitCode {
  return codes.get(program) ?? exitCodes.ok;
}

/** `-o table|json|csv`, on every command that prints a result. */
export function outputOption(): Option {
  return new Option('-o, --output <format>', 'how to print').choices([...outputFormats]).default('table');
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}
