import { studentQuantile } from '@seesaw/search/numeric/studentT';
import { type GroupValue, trialGroupQuerySchema, trialGroupsSchema } from '@seesaw/shared/queries';
import type { GroupStatistic } from '@seesaw/store/trials/groupTrials';
import type { App, ServerParts } from './serverParts.ts';
import { sweepParamsSchema } from './sweeps.ts';
import { columnsSchema, statesSchema } from './trials.ts';

const querySchema = trialGroupQuerySchema
  .omit({ sweepId: true })
  .extend({ state: statesSchema.optional(), by: columnsSchema, columns: columnsSchema.optional() });

export function trialGroupRoutes(app: App, { store }: ServerParts): void {
  app.get(
    '/api/v1/sweeps/:id/trial-groups',
    { schema: { params: sweepParamsSchema, querystring: querySchema, response: { 200: trialGroupsSchema } } },
    async (request) => {
      const { columns = [], ...query } = request.query;
      const sweepId = request.params.id;
      await store.sweeps.load(sweepId);
      const { groups, ...page } = await store.trials.groups({ ...query, columns, sweepId });
      const withInterval = intervals();
      return {
        by: query.by,
        columns,
        groups: groups.map((group) => ({ ...group, values: group.values.map(withInterval) })),
        ...page,
      };
    },
  );
}

/** Adds half of the 95 % confidence interval of the mean, t(0.975, n − 1) · s / √n; groups of one size share their t. */
function intervals(): (statistic: GroupStatistic) => GroupValue {
  const quantiles = new Map<number, number>();
  return (statistic) => {
    if (statistic === null || !('mean' in statistic)) return statistic;
    const { n, deviation } = statistic;
    if (deviation === null || n < 2) return { ...statistic, interval: null };
    const t = quantiles.get(n) ?? studentQuantile(0.025, n - 1);
    quantiles.set(n, t);
    return { ...statistic, interval: (t * deviation) / Math.sqrt(n) };
  };
}
