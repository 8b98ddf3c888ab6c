import { exitCodes } from './exitCodes.ts';
import { interruptOn } from './interrupt.ts';
import { run } from './run.ts';

const interrupt = interruptOn(process, () => process.exit(exitCodes.interrupted));
// `seesaw trial list | head` closes the pipe early: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.ok);
});

process.exitCode = await run(process.argv.slice(2), { signal: interrupt });
