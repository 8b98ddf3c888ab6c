import { SeesawError } from '@seesaw/shared/errors';
import type { SweepFileProblem } from '@seesaw/shared/sweepFile';

/** A sweep file that was refused, with everything that is wrong in it. */
export class InvalidSweepFile extends SeesawError {
  readonly problems: readonly SweepFileProblem[];

  constructor(problems: readonly SweepFileProblem[]) {
    const first = problems[0];
    const where = first === undefined ? '' : ` First, at ${first.line}:${first.column}: ${first.message}`;
    const count = problems.filter((problem) => problem.severity === 'error').length;
    super('invalid-sweep', `The sweep file has ${count} ${count === 1 ? 'error' : 'errors'}.${where}`);
    this.problems = problems;
  }
}
