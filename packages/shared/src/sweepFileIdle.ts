import { nextGeneration } from './decisionStep.ts';
import type { EarlyTerminate, Pbt } from './earlyTerminate.ts';
import { type SearchMethod, usesResults } from './searchSpace.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';

interface Settings {
  readonly fields: FieldReader;
  readonly method: SearchMethod;
  readonly plannedTrials: number;
  readonly parameters: Parameters;
  readonly earlyTerminate: EarlyTerminate | null;
  readonly pbt: Pbt | null;
  /** The most steps that a trial trains for. */
  readonly longest: number;
  readonly problems: ProblemList;
}

/** Says what can never act with so many trials, steps or parameters, where it would do nothing in silence. */
export function tellIdleSettings(settings: Settings): void {
  const { fields, method, plannedTrials, parameters, earlyTerminate, pbt, longest, problems } = settings;
  if (pbt !== null) {
    // A population takes nobody in later.
    if (plannedTrials === 1) {
      const message = 'A population of one has nobody to go on from: method pbt would change nothing.';
      problems.error(fields.at('run_cap'), 'run_cap', message, 'Write run_cap: 2 or more, or use another method.');
    }
    if (nextGeneration(pbt, longest, 0) === null) {
      const message = `No generation would end: the first would at step ${pbt.everySteps}, and a training has ${longest} steps.`;
      problems.error(fields.at('pbt'), 'pbt.every_steps', message, 'Write a smaller every_steps.');
    }
  }
  if ((usesResults(method) || method === 'pbt') && parameters.space.length === 0) {
    const message = `Nothing varies, so ${method} has nothing to search: all trials differ by their seed alone.`;
    problems.warn(fields.at('method'), 'method', message, 'Vary a parameter, or write method: random.');
  }
  if (earlyTerminate?.type === 'median' && earlyTerminate.minTrials >= plannedTrials) {
    const others = plannedTrials - 1;
    const message = `No trial would be stopped: ${earlyTerminate.minTrials} others must have reached a step, and there ${others === 1 ? 'is' : 'are'} ${others}.`;
    const suggestion =
      others < 1 ? 'Remove early_terminate, or plan more trials.' : `Write min_trials: ${others}, or plan more trials.`;
    problems.warn(fields.at('early_terminate'), 'early_terminate.min_trials', message, suggestion);
  }
}
