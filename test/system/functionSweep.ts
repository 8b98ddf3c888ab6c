/** A sweep over Branin's function, whose lowest value is 0.397887; `head` are the keys above, `parameters` lines below. */
export function functionSweep(head: string, parameters = ''): string {
  return (
    `recipe: function\nmetric: {name: eval/score, goal: minimize}\nseed: 4\n${head}\n` +
    `parameters:\n  function: {value: branin}\n  x1: {min: -5.0, max: 10.0}\n  x2: {min: 0.0, max: 15.0}\n${parameters}`
  );
}
