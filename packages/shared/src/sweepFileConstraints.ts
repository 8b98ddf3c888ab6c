import type { RecipeEntry } from './catalog.ts';
import { evaluateExpression } from './expression/evaluateExpression.ts';
import { namesOf } from './expression/namesOf.ts';
import { printExpression } from './expression/printExpression.ts';
import { substitute } from './expression/substitute.ts';
import { readCondition, typesOf } from './sweepFileCondition.ts';
import { type FieldReader, type ProblemList, showValue } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';
import { constantsOf, valueless } from './sweepFileWhen.ts';
import type { Place } from './yamlTree.ts';

/** One entry of `constraints`, as it is stored: constants of the sweep are filled in, so that it names axes only. */
export interface Constraint {
  readonly text: string;
  readonly place: Place;
  readonly path: string;
}

export function readConstraints(
  fields: FieldReader,
  recipe: RecipeEntry | undefined,
  parameters: Parameters,
  problems: ProblemList,
): readonly Constraint[] {
  const value = fields.entry('constraints')?.value;
  if (value === undefined) return [];
  if (value.kind !== 'list') {
    const message = `constraints: expected a list of conditions, got ${showValue(value)}.`;
    problems.error(value, 'constraints', message, 'Write constraints: ["lr_d * lr_ratio < 0.01"].');
    return [];
  }
  const axes = parameters.space.map(({ name }) => name);
  const constraints: Constraint[] = [];
  for (const [i, item] of value.items.entries()) {
    const path = `constraints[${i}]`;
    const condition = readCondition({ value: item, path, types: recipe && typesOf(recipe), problems });
    if (condition === undefined || recipe === undefined) continue;
    const constants = constantsOf(recipe, parameters.constants, axes);
    const lost = namesOf(condition.expression).find((name) => !axes.includes(name) && constants[name] === undefined);
    if (lost !== undefined) {
      problems.error(item, path, valueless(lost), 'Set it or vary it below parameters.');
      continue;
    }
    const expression = substitute(condition.expression, (name) => constants[name]);
    const text = printExpression(expression);
    if (namesOf(expression).length > 0) constraints.push({ text, place: item, path });
    else if (evaluateExpression(expression, () => undefined) === false) {
      problems.error(item, path, `No trial satisfies this: ${text} is false.`, 'Vary what it names, or remove it.');
    } else {
      problems.warn(item, path, 'This constraint names nothing that varies, and always holds.', 'Remove it.');
    }
  }
  return constraints;
}
