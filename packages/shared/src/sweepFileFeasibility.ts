import type { SearchSpace } from './searchSpace.ts';
import { type Survey, surveySpace } from './space/surveySpace.ts';
import type { Constraint } from './sweepFileConstraints.ts';
import type { ProblemList } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';
import type { Place } from './yamlTree.ts';

/** Below this share of feasible points a search spends its time on looking for them. */
const scarce = 0.01;

interface Checked {
  readonly space: SearchSpace;
  readonly constraints: readonly Constraint[];
  readonly parameters: Parameters;
  readonly constraintsAt: Place;
  readonly problems: ProblemList;
}

/**
 * Reports parameters that are never used and constraints that leave nothing, each where it stands.
 *
 * @returns how many points there are, where all of them were looked at
 */
export function checkFeasibility(checked: Checked): number | undefined {
  const { space, constraints } = checked;
  if (constraints.length === 0 && space.every((axis) => axis.when === undefined)) return undefined;
  const survey = surveySpace(
    space,
    constraints.map(({ text }) => text),
  );
  const looked = survey.complete
    ? `none of the ${commas(survey.points)} points`
    : `no point among ${commas(survey.points)} draws`;
  checkConditions(checked, survey, looked);
  if (constraints.length > 0) checkConstraints(checked, survey, looked);
  return survey.complete ? survey.feasible : undefined;
}

function checkConditions({ space, parameters, problems }: Checked, survey: Survey, looked: string): void {
  for (const [i, { name, when }] of space.entries()) {
    const place = parameters.places.get(name);
    if (when === undefined || place === undefined) continue;
    const at = place.when ?? place.entry;
    const path = `${place.path}.when`;
    const count = survey.active[i]!;
    if (count === 0) {
      const message = `${name} would never be used: ${looked} fulfils ${when}.`;
      if (survey.complete) problems.error(at, path, message, 'Change when, or remove the parameter.');
      else problems.warn(at, path, message, 'Check when.');
    } else if (survey.complete && count === survey.points) {
      problems.warn(at, path, `The condition of ${name} always holds.`, 'Remove when.');
    }
  }
}

function checkConstraints({ constraints, constraintsAt, problems }: Checked, survey: Survey, looked: string): void {
  const impossible = constraints.filter((_, i) => survey.violations[i] === survey.points);
  for (const { text, place, path } of impossible) {
    problems.error(place, path, `${sentence(looked)} satisfies ${text}.`, 'Loosen it, or widen the parameters.');
  }
  if (impossible.length > 0) return;
  if (survey.feasible === 0) {
    const message = `${sentence(looked)} satisfies all constraints at once.`;
    problems.error(constraintsAt, 'constraints', message, 'Loosen one of them, or widen the parameters.');
    return;
  }
  if (!survey.complete && survey.feasible < scarce * survey.points) {
    const message = `Only ${survey.feasible} of ${commas(survey.points)} draws satisfy the constraints.`;
    problems.warn(constraintsAt, 'constraints', message, 'Narrow the parameters to where they hold.');
  }
  for (const [i, { place, path }] of constraints.entries()) {
    if (!survey.complete || survey.violations[i] !== 0) continue;
    problems.warn(place, path, 'This constraint excludes no point.', 'Remove it.');
  }
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function commas(count: number): string {
  return count.toLocaleString('en-US');
}
