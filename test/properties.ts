import fc from 'fast-check';

/**
 * Set up before every test file: properties are tried on the same cases every time, so that a change fails or passes by
 * what it changes. `SEESAW_PROPERTY_SEED` and `SEESAW_PROPERTY_RUNS` look at others, which is how counterexamples are found.
 */
const { SEESAW_PROPERTY_SEED: seed = '1', SEESAW_PROPERTY_RUNS: runs } = process.env;

fc.configureGlobal({ seed: Number(seed), ...(runs === undefined ? {} : { numRuns: Number(runs) }) });
