import { describe, expect, it } from 'vitest';
import { type JsonSchema, sweepFileJsonSchema } from './jsonSchema.ts';
import { ignoredKeys, sweepKeys } from './sweepFileDefaults.ts';
import { testContext } from './sweepFileTestCatalog.ts';

const schema = sweepFileJsonSchema(testContext.catalog);
const inside = (value: unknown): Record<string, JsonSchema> => value as Record<string, JsonSchema>;

describe('sweepFileJsonSchema', () => {
  it('knows exactly the keys that the parser takes', () => {
    expect(Object.keys(inside(schema.properties)).sort()).toEqual([...sweepKeys, ...ignoredKeys].sort());
  });

  it('knows every hyperparameter with its range', () => {
    const parameters = inside(inside(schema.properties).parameters?.properties);
    const names = testContext.catalog.recipes.flatMap((recipe) => recipe.hyperparameters.map(({ name }) => name));
    expect(Object.keys(parameters)).toEqual(names);
    expect(inside(parameters.d_steps?.properties).value).toEqual({ type: 'integer', minimum: 1, maximum: 10 });
    expect(inside(parameters.loss?.properties).value).toEqual({ enum: ['nonsaturating', 'hinge', 'wgan-gp'] });
    expect(inside(parameters.loss?.properties)).not.toHaveProperty('min');
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
