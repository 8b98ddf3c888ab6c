import { assertNever } from '@seesaw/shared/assertNever';
import { checkExpression, type ValueType } from '@seesaw/shared/expression/checkExpression';
import type { Expression, ExpressionProblem } from '@seesaw/shared/expression/expression';
import { namesOf } from '@seesaw/shared/expression/namesOf';
import { parseExpression } from '@seesaw/shared/expression/parseExpression';
import { type FilterName, filterNames } from '@seesaw/shared/filterNames';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type postgres from 'postgres';
import type { Database } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { sweepNotFound } from '../sweeps/lockSweep.ts';
import { InvalidFilter } from './invalidFilter.ts';
import { PatternMatcher } from './patternMatcher.ts';

/** Parts of a query over `trials t`; every value in them is a parameter. */
export interface TrialFilter {
  readonly joins: postgres.Fragment;
  /** True for the trials that the filter holds for. */
  readonly where: postgres.Fragment;
}

/**
 * A filter (the grammar of `shared/expression`) as SQL that holds for the same trials as `evaluateExpression`. Names are columns
 * of the trial, hyperparameters and metrics (their last value).
 * @throws InvalidFilter with the column of the mistake; SeesawError 'not-found'.
 */
export async function filterTrials(
  { sql }: Pick<Database, 'sql'>,
  { sweepId, filter }: { sweepId: string; filter: string },
): Promise<TrialFilter> {
  const [sweep] = await sql<{ definition: ResolvedSweep }[]>`select definition from sweeps where id = ${sweepId}`;
  if (sweep === undefined) throw sweepNotFound(sweepId);
  const keys = await sql<{ id: number; name: string }[]>`select id, name from metric_keys`;
  const keyIds = new Map(keys.map(({ id, name }) => [name, id]));
  const names = filterNames(sweep.definition, keyIds.keys());

  const parsed = parseExpression(filter, { slashed: [...names.keys()].filter((name) => name.includes('/')) });
  if (!parsed.ok) throw new InvalidFilter(filter, [parsed.problem]);
  const problems = checkExpression(parsed.expression, names);
  if (problems.length > 0) throw new InvalidFilter(filter, problems);

  const metrics = namesOf(parsed.expression).filter((name) => names.get(name)?.from === 'metric');
  const aliases = new Map(metrics.map((metric, index) => [metric, `filter_${index}`]));
  const texts = await matchedTexts(sql, { sweepId, filter, expression: parsed.expression, names });
  const where = new Translation(sql, { names, aliases, texts }).of(parsed.expression);
  const joins = metrics.map((metric) => {
    const alias = sql(aliases.get(metric)!);
    return sql`left join metric_summaries ${alias} on ${alias}.trial_id = t.id and ${alias}.key_id = ${keyIds.get(metric)!}`;
  });
  return { joins: joins.reduce((all, join) => sql`${all} ${join}`, sql``), where };
}

type Match = Extract<Expression, { kind: 'match' }>;

/**
 * Patterns are JavaScript's, as everywhere in Seesaw, so they are matched here: a name has few different texts in a sweep.
 * @throws InvalidFilter where that takes too long.
 */
async function matchedTexts(
  sql: postgres.Sql,
  asked: { sweepId: string; filter: string; expression: Expression; names: ReadonlyMap<string, FilterName> },
): Promise<Map<Match, string[]>> {
  const { sweepId, filter, expression, names } = asked;
  const matched = new Map<Match, string[]>();
  const matcher = new PatternMatcher();
  for (const match of matchesIn(expression)) {
    const text = new Translation(sql, { names, aliases: new Map(), texts: new Map() }).of(match.operand);
    const rows = await sql<{ text: string }[]>`
      select distinct ${text} as text from trials t where t.sweep_id = ${sweepId} and ${text} is not null`;
    const texts = matcher.textsWith(
      match.pattern,
      rows.map((row) => row.text),
    );
    if (texts === undefined) throw new InvalidFilter(filter, [tooSlow(match)]);
    matched.set(match, texts);
  }
  return matched;
}

function tooSlow({ pattern, column }: Match): ExpressionProblem {
  const suggestion = 'Use fewer repetitions (* + {…}), or let them repeat what does not match the rest: [^,]* for .*';
  return { column, message: `Looking for ${JSON.stringify(pattern)} in these texts takes too long.`, suggestion };
}

function matchesIn(expression: Expression): Match[] {
  switch (expression.kind) {
    case 'match':
      return [expression];
    case 'not':
      return matchesIn(expression.operand);
    case 'logic':
    // Conditions can be compared with each other: (loss ~ "w") == ema.
    case 'comparison':
      return [...matchesIn(expression.left), ...matchesIn(expression.right)];
    default:
      return [];
  }
}

interface Scope {
  readonly names: ReadonlyMap<string, FilterName>;
  /** Alias of the joined summaries of each metric. */
  readonly aliases: ReadonlyMap<string, string>;
  /** For each pattern the texts it is found in. */
  readonly texts: ReadonlyMap<Match, readonly string[]>;
}

/** A checked expression → SQL; what `evaluateExpression` calls missing is null. */
class Translation {
  readonly #sql: postgres.Sql;
  readonly #scope: Scope;

  constructor(sql: postgres.Sql, scope: Scope) {
    this.#sql = sql;
    this.#scope = scope;
  }

  of(expression: Expression): postgres.Fragment {
    const sql = this.#sql;
    switch (expression.kind) {
      case 'literal':
        return this.#literal(expression.value);
      case 'name':
        return this.#name(expression.name);
      case 'negate':
        return sql`(0 - ${this.of(expression.operand)})`;
      case 'arithmetic':
        return this.#arithmetic(expression);
      case 'comparison':
        return this.#comparison(expression);
      case 'membership': {
        const values = expression.values.map((value) => this.of(value));
        const list = values.reduce((all, value) => sql`${all}, ${value}`);
        return sql`(${this.of(expression.operand)} ${expression.negated ? sql`not in` : sql`in`} (${list}))`;
      }
      case 'match':
        return this.#match(expression);
      case 'not':
        return sql`(not ${this.of(expression.operand)})`;
      case 'logic': {
        const operator = expression.operator === 'and' ? sql`and` : sql`or`;
        return sql`(${this.of(expression.left)} ${operator} ${this.of(expression.right)})`;
      }
      case 'call':
        return this.#call(expression);
      default:
        return assertNever(expression, 'kind of expression');
    }
  }

  #literal(value: number | string | boolean): postgres.Fragment {
    const sql = this.#sql;
    if (typeof value === 'number') return sql`${value}::double precision`;
    return typeof value === 'string' ? sql`${storableText(value)}::text` : sql`${value}::boolean`;
  }

  #name(name: string): postgres.Fragment {
    const sql = this.#sql;
    const known = this.#scope.names.get(name)!;
    switch (known.from) {
      case 'column':
        return known.type === 'number' ? sql`t.${sql(name)}::double precision` : sql`t.${sql(name)}`;
      case 'tags':
        return sql`coalesce((select string_agg(tag, ',') from jsonb_array_elements_text(t.tags) tag), '')`;
      case 'metric':
        return sql`nullif(${sql(this.#scope.aliases.get(name)!)}.last, 'NaN')`;
      case 'values':
        return this.#ofJson(sql`coalesce(t.point -> ${name}::text, t.config -> 'values' -> ${name}::text)`, known.type);
      case 'config':
        return this.#ofJson(sql`t.config -> ${name}::text`, known.type);
      default:
        return assertNever(known, 'place of a name');
    }
  }

  #ofJson(json: postgres.Fragment, type: ValueType): postgres.Fragment {
    const sql = this.#sql;
    if (type === 'text') return sql`case when jsonb_typeof(${json}) = 'string' then ${json} #>> '{}' end`;
    if (type === 'boolean') return sql`case when jsonb_typeof(${json}) = 'boolean' then (${json})::boolean end`;
    return sql`case when jsonb_typeof(${json}) = 'number' then (${json})::double precision end`;
  }

  #arithmetic({ operator, left, right }: Extract<Expression, { kind: 'arithmetic' }>): postgres.Fragment {
    const sql = this.#sql;
    const [a, b] = [this.of(left), this.of(right)];
    switch (operator) {
      case '+':
        return sql`finite_sum(${a}, ${b})`;
      case '-':
        return sql`finite_sum(${a}, 0 - ${b})`;
      case '*':
        return sql`finite_product(${a}, ${b})`;
      case '/':
        return sql`finite_quotient(${a}, ${b})`;
      default:
        return assertNever(operator, 'operator');
    }
  }

  #comparison({ operator, left, right }: Extract<Expression, { kind: 'comparison' }>): postgres.Fragment {
    const sql = this.#sql;
    const [a, b] = [this.of(left), this.of(right)];
    switch (operator) {
      case '==':
        return sql`(${a} = ${b})`;
      case '!=':
        return sql`(${a} <> ${b})`;
      case '<':
        return sql`(${a} < ${b})`;
      case '<=':
        return sql`(${a} <= ${b})`;
      case '>':
        return sql`(${a} > ${b})`;
      case '>=':
        return sql`(${a} >= ${b})`;
      default:
        return assertNever(operator, 'operator');
    }
  }

  #match(match: Match): postgres.Fragment {
    const sql = this.#sql;
    const text = this.of(match.operand);
    const matching = (this.#scope.texts.get(match) ?? []) as string[];
    return match.negated ? sql`(${text} <> all(${matching}::text[]))` : sql`(${text} = any(${matching}::text[]))`;
  }

  #call({ name, values }: Extract<Expression, { kind: 'call' }>): postgres.Fragment {
    const sql = this.#sql;
    const numbers = values.map((value) => this.of(value));
    const first = numbers[0]!;
    const list = numbers.reduce((all, value) => sql`${all}, ${value}`);
    switch (name) {
      case 'abs':
        return sql`finite_result(abs(${first}))`;
      // Unlike SQL's own, nothing when one of them is missing.
      case 'min':
        return sql`(case when num_nulls(${list}) = 0 then finite_result(least(${list})) end)`;
      case 'max':
        return sql`(case when num_nulls(${list}) = 0 then finite_result(greatest(${list})) end)`;
      case 'log':
        return sql`(case when ${first} > 0 then finite_result(ln(${first})) end)`;
      case 'log10':
        return sql`(case when ${first} > 0 then finite_result(log(${first})) end)`;
      case 'sqrt':
        return sql`(case when ${first} >= 0 then finite_result(sqrt(${first})) end)`;
      default:
        return assertNever(name, 'function');
    }
  }
}
