import type { SweepFileProblem } from '@seesaw/shared/sweepFile';
import type { Paint } from './paint.ts';

/** `file.yaml:3:9  error  message`, as editors and terminals can click it, with what to do below. */
export function problemLines(file: string, problems: readonly SweepFileProblem[], paint: Paint): string {
  return problems
    .map(({ line, column, message, suggestion, severity }) => {
      const kind = severity === 'error' ? paint.bad('error') : paint.warn('warning');
      const head = `${file}:${line}:${column}  ${kind}  ${message}\n`;
      return suggestion === undefined ? head : `${head}    ${paint.dim(suggestion)}\n`;
    })
    .join('');
}
