import type { RecipeEntry } from '@seesaw/shared/catalog';
import { didYouMean } from '@seesaw/shared/didYouMean';
import type { Hyperparameter } from '@seesaw/shared/hyperparameter';
import { Command } from 'commander';
import { CliError } from '../cliError.ts';
import { outputOption, setAction } from '../commandAction.ts';
import type { Column } from '../output/columns.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import { shortNumber, shortScalar } from '../output/words.ts';
import type { Session } from '../session.ts';

export function recipesCommand(session: Session): Command {
  const command = new Command('recipes')
    .description('what can be trained; with a name: every hyperparameter and metric of that recipe')
    .argument('[recipe]', 'name of a recipe')
    .addOption(outputOption());
  return setAction(command, async (name: string | undefined, options: { output: OutputFormat }) => {
    const { catalog } = await import('@seesaw/gan/catalog/catalog');
    if (name === undefined) listRecipes(session, catalog.recipes, options.output);
    else showRecipe(session, catalog.recipes, name, options.output);
    return undefined;
  });
}

function listRecipes(session: Session, recipes: readonly RecipeEntry[], format: OutputFormat): void {
  const columns: Column<RecipeEntry>[] = [
    { title: 'recipe', cell: (row) => row.name },
    { title: 'title', cell: (row) => row.title },
    { title: 'data sets', cell: (row) => row.datasets.join(', ') },
    { title: 'hyperparameters', align: 'right', cell: (row) => String(row.hyperparameters.length) },
  ];
  printRows(session, { rows: recipes, columns, format, empty: 'There are no recipes.' });
  if (format === 'table') session.out.write(`\nKnobs and metrics of one: seesaw recipes ${recipes[0]?.name ?? ''}\n`);
}

function showRecipe(session: Session, recipes: readonly RecipeEntry[], name: string, format: OutputFormat): void {
  const recipe = recipes.find((one) => one.name === name);
  if (recipe === undefined) {
    const hint = didYouMean(
      name,
      recipes.map((one) => one.name),
    );
    throw new CliError(`There is no recipe "${name}".`, { hint });
  }
  if (format === 'json') {
    printJson(session, recipe);
    return;
  }
  const { out, paint } = session;
  if (format === 'table') out.write(`${paint.bold(recipe.title)}\n${recipe.description}\n\n`);
  const columns: Column<Hyperparameter>[] = [
    { title: 'hyperparameter', cell: (row) => row.name },
    { title: 'default', align: 'right', cell: (row) => shortScalar(row.default), raw: (row) => row.default },
    { title: 'range', cell: rangeText },
    {
      title: 'why',
      cell: (row) => (row.onlyForLosses ? `(${row.onlyForLosses.join(', ')} only) ${row.why}` : row.why),
    },
  ];
  printRows(session, { rows: recipe.hyperparameters, columns, format, empty: '' });
  if (format !== 'table') return;
  out.write('\n');
  const metrics: Column<RecipeEntry['metrics'][number]>[] = [
    { title: 'metric', cell: (row) => row.name },
    { title: 'better', cell: (row) => ({ minimize: 'lower', maximize: 'higher', none: '' })[row.goal] },
    { title: 'why', cell: (row) => row.why },
  ];
  printRows(session, { rows: recipe.metrics, columns: metrics, format, empty: '' });
}

function rangeText(one: Hyperparameter): string {
  switch (one.kind) {
    case 'choice':
      return one.choices.join(' | ');
    case 'boolean':
      return 'true | false';
    case 'int':
    case 'float': {
      const unit = one.unit === '' ? '' : ` ${one.unit}`;
      return `${shortNumber(one.min)} … ${shortNumber(one.max)}${unit}${one.scale === 'log' ? ', log' : ''}`;
    }
  }
}
