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
  binhkorn: 2,
  fonseca3: 3,
  zdt1: 10,
  zdt2: 10,
  dtlz2: 7,
};

/** How many values those have that have several: `eval/score`, `eval/score2`, … */
export const functionValues: Readonly<Record<string, number>> = {
  binhkorn: 2,
  fonseca3: 2,
  zdt1: 2,
  zdt2: 2,
  dtlz2: 3,
};
