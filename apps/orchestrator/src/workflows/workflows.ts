/** What the Temporal worker registers. */
export { sweepWorkflow } from './sweepWorkflow.ts';
export { trialWorkflow } from './trialWorkflow.ts';
