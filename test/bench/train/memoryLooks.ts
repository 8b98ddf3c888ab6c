/** How often memory is looked at: a single look says more of the garbage of that moment than of the training. */
export const tenths = 10;
export const looksPerTenth = 5;

/** One look at every step. */
export const fewestWatchedSteps = tenths * looksPerTenth;
