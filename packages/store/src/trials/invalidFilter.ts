import { SeesawError } from '@seesaw/shared/errors';
import type { ExpressionProblem } from '@seesaw/shared/expression/expression';

/** A filter that cannot be read or names what there is not. */
export class InvalidFilter extends SeesawError {
  readonly problems: readonly ExpressionProblem[];

  constructor(text: string, problems: readonly ExpressionProblem[]) {
    const said = problems.map(({ column, message }) => `column ${column}: ${message}`).join(' ');
    const hint = problems.find(({ suggestion }) => suggestion !== undefined)?.suggestion;
    super('invalid-sweep', `The filter ${shortened(text)} is not understood. At ${said}`, {
      facts: hint === undefined ? {} : { hint },
    });
    this.problems = problems;
  }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
