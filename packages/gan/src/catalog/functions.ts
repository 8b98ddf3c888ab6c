/**
 * Test functions of global optimisation that the recipe `function` can evaluate, with how many arguments (x1, x2, …) each
 * takes. The formulas are in `@seesaw/search/functions`; a test of the trainer holds the two lists together.
 */
export const functionArguments: Readonly<Record<string, number>> = {
  branin: 2,
  hartmann3: 3,
  hartmann6: 6,
  ackley5: 5,
  levy5: 5,
  rosenbrock5: 5,
  rastrigin5: 5,
};
