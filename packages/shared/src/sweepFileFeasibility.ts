import type { SearchSpace } from './searchSpace.ts';
import { surveySpace } from './space/surveySpace.ts';
import type { Constraint } from './sweepFileConstraints.ts';
import type { ProblemList } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';
import type { Place } from './yamlTree.ts';

/** Below this share of feasible points a search spends its time on looking for them. */
const scarce = 0.01;

/** Reports parameters that are never used and constraints that leave nothing, each where it stands. */
export function checkFeasibility(input: {
  space: SearchSpace;
  constraints: readonly Constraint[];
  parameters: Parameters;
  constraintsAt: Place;
  problems: ProblemList;
}): void {
  const { space, constraints, parameters, constraintsAt, problems } = input;
  const conditional = space.filter((axis) => axis.when !== undefined);
  if (conditional.length === 0 && constraints.length === 0) return;
  const survey = surveySpace(
    space,
    constraints.map(({ text }) => text),
  );
  const looked = survey.complete
    ? `none of the ${survey.points} points`
    : `no point among ${commas(survey.points)} draws`;
  for (const { name, when } of conditional) {
    const at = parameters.places.get(name);
    if (at === undefined) continue;
    const count = survey.active.get(name) ?? 0;
    const path = `${at.path}.when`;
    if (count === 0) {
      const message = `${name} would never be used: ${looked} fulfils ${when}.`;
      if (survey.complete) problems.error(at.when ?? at.entry, path, message, 'Change when, or remove the parameter.');
      else problems.warn(at.when ?? at.entry, path, message, 'Check when.');
    } else if (survey.complete && count === survey.points) {
      problems.warn(at.when ?? at.entry, path, `The condition of ${name} always holds.`, 'Remove when.');
    }
  }
  if (constraints.length === 0) return;
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
  if (survey.feasible < scarce * survey.points) {
    const message = `Only ${survey.feasible} of ${commas(survey.points)} points satisfy the constraints.`;
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
