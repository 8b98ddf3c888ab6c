import { compileProgram, type Execution } from '@seesaw/compile/compileProgram';
import { addedChoice } from '@seesaw/gan/game/knobs';
import type { Compiler } from '@seesaw/gan/native/compiler';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

/** How a trial's steps run; part of its configuration, so every segment of it runs the same way. */
export function executionOf(config: TrialConfig): Execution {
  return addedChoice(config, 'execution', 'eager', ['eager', 'graph', 'xla']);
}

/** The very mode that was asked for: falling back to another would change a trial's numbers without being asked. */
export function compilerFor(mode: Execution): Compiler {
  return (entries, options) => compileProgram(entries, { ...options, mode });
}
