import type { openClient } from '@seesaw/store/connection/openClient';
import { breathe } from './pace.ts';
import { report, type Shape } from './produce.ts';

type Sql = ReturnType<typeof openClient>;

const batchPoints = 5000;

/** The least that keeps points: one table of the same columns, partitioned alike, one statement per batch, nothing else. */
export async function bareTable(sql: Sql, { trials, shape }: { trials: number; shape: Shape }) {
  await sql`
    create table bare_points (
      trial_id integer not null, key_id integer not null, step integer not null, attempt integer not null,
      value double precision not null, at timestamptz not null, primary key (trial_id, key_id, step)
    ) partition by hash (trial_id)`;
  for (let remainder = 0; remainder < 8; remainder += 1) {
    await sql.unsafe(`create table bare_points_${remainder} partition of bare_points
      for values with (modulus 8, remainder ${remainder})`);
  }
  let committed = 0;
  const steps = Array.from({ length: trials }, () => 0);

  async function write(trialId: number, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const keyIds: number[] = [];
      const stepColumn: number[] = [];
      const values: number[] = [];
      const times: number[] = [];
      while (keyIds.length < batchPoints) {
        const step = (steps[trialId] ?? 0) + shape.everySteps;
        steps[trialId] = step;
        for (const [key, value] of Object.values(report(step, trialId, shape)).entries()) {
          keyIds.push(key);
          stepColumn.push(step);
          values.push(value);
          times.push(Date.now());
        }
      }
      await sql`
        insert into bare_points (trial_id, key_id, step, attempt, value, at)
        select ${trialId}::integer, p.key_id, p.step, 1, p.value, to_timestamp(p.at / 1000)
        from unnest(${keyIds}::integer[], ${stepColumn}::integer[], ${values}::double precision[],
          ${times}::double precision[]) as p(key_id, step, value, at)`;
      committed += keyIds.length;
      await breathe();
    }
  }

  return {
    count: () => committed,
    async load(isOver: () => boolean): Promise<void> {
      await Promise.all(steps.map((_, trialId) => write(trialId, isOver)));
    },
  };
}
