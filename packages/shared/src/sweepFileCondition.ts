import type { RecipeEntry } from './catalog.ts';
import { checkExpression, type NameType } from './expression/checkExpression.ts';
import type { Expression } from './expression/expression.ts';
import { parseExpression } from './expression/parseExpression.ts';
import { type ProblemList, showValue } from './sweepFileFields.ts';
import { placeInText } from './yamlTextPlace.ts';
import type { Place, YamlScalar, YamlValue } from './yamlTree.ts';

/** A condition of a sweep file, and where its columns stand in the file. */
export interface Condition {
  readonly expression: Expression;
  readonly placeOf: (column: number) => Place;
}

/**
 * A `when` or a constraint with its names and types checked. Undefined when something is wrong, which is reported at its
 * place inside the text. Without `types` (the recipe is unknown) only the form is checked.
 */
export function readCondition(input: {
  value: YamlValue;
  path: string;
  types: ReadonlyMap<string, NameType> | undefined;
  problems: ProblemList;
}): Condition | undefined {
  const { value, path, types, problems } = input;
  if (value.kind !== 'scalar' || typeof value.value !== 'string') {
    const message = `Expected a condition, got ${showValue(value)}.`;
    problems.error(value, path, message, `Write it in quotes, e.g. 'loss == "wgan-gp"'.`);
    return undefined;
  }
  const placeOf = (column: number): Place => placeInText(value, column - 1);
  const parsed = parseExpression(value.value);
  if (!parsed.ok) {
    const { column, message, suggestion } = parsed.problem;
    problems.error(placeOf(column), path, message, cutByComma(value, message) ?? suggestion);
    return undefined;
  }
  const { expression } = parsed;
  const faults = types === undefined ? [] : checkExpression(expression, types);
  for (const { column, message, suggestion } of faults) problems.error(placeOf(column), path, message, suggestion);
  return faults.length > 0 ? undefined : { expression, placeOf };
}

/** The hyperparameters of a recipe as names of a condition. */
export function typesOf(recipe: RecipeEntry): ReadonlyMap<string, NameType> {
  return new Map(
    recipe.hyperparameters.map((one): [string, NameType] => {
      if (one.kind === 'choice') return [one.name, { type: 'text', values: one.choices }];
      return [one.name, { type: one.kind === 'boolean' ? 'boolean' : 'number' }];
    }),
  );
}

/** `[a in (1, 2)]` is a list of two items in YAML. */
function cutByComma(value: YamlScalar, message: string): string | undefined {
  const quoted = /^["'|>]/.test(value.raw);
  return !quoted && message.endsWith('has no partner.') ? 'Put the whole condition into quotes.' : undefined;
}
