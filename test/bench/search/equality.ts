import type { SpaceRules } from '@seesaw/search/spaceRules';

/** The rules of the test functions: their conditions are all of the form `name == "value"`. */
export const equalityRules: SpaceRules = {
  isActive: ({ when }, earlier) => {
    if (when === undefined) return true;
    const [, name, value] = /^(\w+) == "(.*)"$/.exec(when) ?? [];
    return name !== undefined && earlier[name] === value;
  },
  isFeasible: () => true,
};
