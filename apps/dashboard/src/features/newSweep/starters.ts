import type { Catalog, RecipeEntry } from '@seesaw/shared/catalog';

/** Texts to begin with. The examples of the project are built into the page. */
export interface Starter {
  /** `example:balance-mnist`, `recipe:ring-mlp`: what stands in the address. */
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

const files: Record<string, string> = import.meta.glob('../../../../../examples/**/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const examples: readonly Starter[] = Object.entries(files).map(([file, text]) => {
  const name = file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length);
  return { id: `example:${name}`, label: name, text };
});

export function startersOf(catalog: Catalog): readonly Starter[] {
  return [
    ...examples,
    ...catalog.recipes.map((recipe) => ({
      id: `recipe:${recipe.name}`,
      label: `${recipe.title} (${recipe.name})`,
      text: recipeText(recipe),
    })),
  ];
}

/** A small grid over the two most telling knobs; points of its function where a recipe is one. */
export function recipeText(recipe: RecipeEntry): string {
  if (recipe.sampleKind === 'none') return functionText(recipe.name);
  const objective = recipe.metrics.find((metric) => metric.goal !== 'none');
  return `name: ${recipe.name}-balance
recipe: ${recipe.name}
method: grid
metric: { name: ${objective?.name ?? 'eval/score'}, goal: ${objective?.goal === 'maximize' ? 'maximize' : 'minimize'} }
concurrency: 2
parameters:
  lr_ratio: { values: [ 0.25, 1, 4 ] }
  d_steps: { values: [ 1, 3 ] }
`;
}

function functionText(recipe: string): string {
  return `name: ${recipe}-points
recipe: ${recipe}
method: sobol
run_cap: 16
metric: { name: eval/score, goal: minimize }
parameters:
  function: { value: branin }
  x1: { min: -5.0, max: 10.0 }
  x2: { min: 0.0, max: 15.0 }
`;
}

/** The name of a copy: `x` → `x-2`, `x-2` → `x-3`. */
export function nextName(name: string): string {
  const match = /^(.*)-(\d+)$/.exec(name);
  return match === null ? `${name}-2` : `${match[1]}-${Number(match[2]) + 1}`;
}
