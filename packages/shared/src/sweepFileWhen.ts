import type { RecipeEntry } from './catalog.ts';
import { evaluateExpression } from './expression/evaluateExpression.ts';
import { namesOf } from './expression/namesOf.ts';
import { printExpression } from './expression/printExpression.ts';
import { substitute } from './expression/substitute.ts';
import type { Scalar } from './hyperparameter.ts';
import { readCondition, typesOf } from './sweepFileCondition.ts';
import type { ProblemList } from './sweepFileFields.ts';
import type { YamlValue } from './yamlTree.ts';

/**
 * The `when` of an axis as it is stored: constants of the sweep are filled in, so that it names earlier axes only.
 * 'always' when nothing is left to decide, undefined when it is wrong (reported).
 */
export function readWhen(input: {
  value: YamlValue;
  path: string;
  name: string;
  recipe: RecipeEntry | undefined;
  /** Names of all axes, in order. */
  axes: readonly string[];
  constants: Readonly<Record<string, Scalar>>;
  problems: ProblemList;
}): string | 'always' | undefined {
  const { value, path, name, recipe, axes, problems } = input;
  if (name === 'steps' || name === 'seed') {
    problems.error(value, path, `Every trial has ${name}: it cannot depend on a condition.`, 'Remove when.');
    return undefined;
  }
  const condition = readCondition({ value, path, types: recipe && typesOf(recipe), problems });
  if (condition === undefined || recipe === undefined) return undefined;
  const constants = constantsOf(recipe, input.constants, axes);
  const own = axes.indexOf(name);
  for (const used of namesOf(condition.expression)) {
    const index = axes.indexOf(used);
    if (index === own) {
      problems.error(value, path, `The condition of ${name} names ${name} itself.`, 'Use a parameter above it.');
      return undefined;
    }
    if (index > own) {
      const message = `${used} stands below ${name}, but a condition can only look at parameters above.`;
      problems.error(value, path, message, `Move ${used} above ${name}.`);
      return undefined;
    }
    if (index < 0 && constants[used] === undefined) {
      problems.error(value, path, valueless(used), 'Set it or vary it below parameters.');
      return undefined;
    }
  }
  const expression = substitute(condition.expression, (used) => constants[used]);
  if (namesOf(expression).length > 0) return printExpression(expression);
  if (evaluateExpression(expression, () => undefined) === true) {
    problems.warn(value, path, `The condition of ${name} always holds.`, 'Remove when.');
    return 'always';
  }
  const because = `${printExpression(expression)} is never true`;
  problems.error(value, path, `${name} would never be used: ${because}.`, 'Remove the parameter, or change when.');
  return undefined;
}

/** What every trial has: values of the file and of the recipe, without what varies. */
export function constantsOf(
  recipe: RecipeEntry,
  constants: Readonly<Record<string, Scalar>>,
  axes: readonly string[],
): Readonly<Record<string, Scalar | undefined>> {
  const values: Record<string, Scalar | undefined> = {};
  for (const { name, default: standard } of recipe.hyperparameters) {
    if (axes.includes(name)) continue;
    // The training seed of the recipe is no value of a trial: each trial has one of its own.
    values[name] = constants[name] ?? (name === 'seed' ? undefined : standard);
  }
  return values;
}

export function valueless(name: string): string {
  return `${name} differs from trial to trial without being part of the search.`;
}
