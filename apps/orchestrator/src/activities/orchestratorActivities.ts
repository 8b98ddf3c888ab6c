import { judge } from '@seesaw/search/schedule/judge';
import { race } from '@seesaw/search/schedule/race';
import type { OrchestratorActivities } from '@seesaw/shared/activities';
import type { Store } from '@seesaw/store/storePort';
import type { Suggest } from '@seesaw/store/suggestPort';
import type { WorkflowClient } from '@temporalio/client';
import { evolve } from '../sweeps/evolve.ts';
import { awaitTrial } from './awaitTrial.ts';
import { closeTrial } from './closeTrial.ts';
import { toFailure } from './failures.ts';
import { releaseTrial } from './releaseTrial.ts';

export interface OrchestratorActivityOptions {
  readonly store: Store;
  readonly workflows: WorkflowClient;
  readonly suggest: Suggest;
}

/** The largest page that the store hands out. */
const page = 1000;

export function createOrchestratorActivities(options: OrchestratorActivityOptions): OrchestratorActivities {
  const { store, workflows, suggest } = options;
  return named({
    loadSweep: ({ sweepId }) => store.sweeps.load(sweepId),
    nextTrials: (input) => store.sweeps.nextTrials({ ...input, suggest, judge, evolve, race }),
    applyCommand: (input) => store.sweeps.applyCommand(input),
    settleSweep: ({ sweepId }) => store.sweeps.settle(sweepId),
    async findOpenTrials({ sweepId }) {
      const { items } = await store.trials.list({
        sweepId,
        state: ['running'],
        sort: 'number',
        order: 'asc',
        limit: page,
      });
      return items.map((row) => ({ trialId: row.id, number: row.number }));
    },
    concernedTrials: (input) => store.sweeps.concernedTrials(input),
    releaseTrial: (input) => releaseTrial(store, input),
    closeTrial: (input) => closeTrial(store, input),
    awaitTrial: (input) => awaitTrial({ store, workflows }, input),
  });
}

/** Errors leave as failures that keep their name. */
function named(activities: OrchestratorActivities): OrchestratorActivities {
  const wrap =
    <I, O>(activity: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      try {
        return await activity(input);
      } catch (error) {
        throw toFailure(error);
      }
    };
  return {
    loadSweep: wrap(activities.loadSweep),
    nextTrials: wrap(activities.nextTrials),
    applyCommand: wrap(activities.applyCommand),
    settleSweep: wrap(activities.settleSweep),
    findOpenTrials: wrap(activities.findOpenTrials),
    concernedTrials: wrap(activities.concernedTrials),
    releaseTrial: wrap(activities.releaseTrial),
    closeTrial: wrap(activities.closeTrial),
    awaitTrial: wrap(activities.awaitTrial),
  };
}
