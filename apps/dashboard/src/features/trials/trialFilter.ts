import type { TrialRow } from '@seesaw/shared/records';

/**
 * Quick filter of the table: words that must all fit. `hinge` looks everywhere; `health=ok`, `loss!=wgan-gp`, `lr_ratio>=3`
 * and `score<20` look at one column: a hyperparameter or a field of the trial.
 */
export function trialFilter(text: string): (trial: TrialRow) => boolean {
  const terms = text.toLowerCase().split(/\s+/).filter(Boolean).map(termOf);
  return (trial) => terms.every((fits) => fits(trial));
}

type Fits = (trial: TrialRow) => boolean;

function termOf(term: string): Fits {
  const match = /^([a-z_][\w/.]*)(!=|>=|<=|=|>|<)(.+)$/.exec(term);
  const [, column = '', operator = '', wanted = ''] = match ?? [];
  if (match === null) return (trial) => everything(trial).includes(term);
  return (trial) => compare(columnValue(trial, column), operator, wanted);
}

function everything(trial: TrialRow): string {
  return [String(trial.number).padStart(4, '0'), trial.state, trial.health, ...Object.values(trial.point)]
    .join(' ')
    .toLowerCase();
}

function columnValue(trial: TrialRow, column: string): unknown {
  switch (column) {
    case 'number':
      return trial.number;
    case 'score':
      return trial.score;
    case 'step':
      return trial.step;
    case 'attempt':
      return trial.attempt;
    case 'state':
      return trial.state;
    case 'health':
      return trial.health;
    default:
      return trial.point[column] ?? trial.config.values[column] ?? trial.metrics[column]?.last;
  }
}

function compare(value: unknown, operator: string, wanted: string): boolean {
  if (value === null || value === undefined) return false;
  const [a, b] = [Number(value), Number(wanted)];
  const bothNumbers = Number.isFinite(a) && Number.isFinite(b) && typeof value !== 'boolean';
  const equal = bothNumbers ? a === b : String(value).toLowerCase() === wanted;
  switch (operator) {
    case '=':
      return equal;
    case '!=':
      return !equal;
    case '>':
      return bothNumbers && a > b;
    case '<':
      return bothNumbers && a < b;
    case '>=':
      return bothNumbers && a >= b;
    default:
      return bothNumbers && a <= b;
  }
}
