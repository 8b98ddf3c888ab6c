import { sweepWorkflowId, trialWorkflowId } from '@seesaw/shared/queues';
import { Client, Connection, type WorkflowClient } from '@temporalio/client';

/** Trials whose histories are read: enough for medians, few enough to be read in a second. */
const sampled = 60;

/** When something of a trial happened, in milliseconds since 1970 UTC. */
interface TrialTimes {
  readonly number: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

type Event = NonNullable<
  Awaited<ReturnType<ReturnType<WorkflowClient['getHandle']>['fetchHistory']>>['events']
>[number];

/**
 * Where the time goes from the end of one trial to the start of the next one, in milliseconds (medians over trials in the
 * middle of the sweep): the way of an ending to the sweep workflow, and the way of a trial from there to a slot. Trials that
 * wait in the queue when a slot becomes free hide all of it but the last two legs, which then hold the time in the queue.
 */
export async function slotGaps(
  address: string,
  sweepId: string,
  trials: readonly TrialTimes[],
): Promise<Record<string, number>> {
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    const children = await childEvents(workflow, sweepWorkflowId(sweepId));
    const middle = [...trials].sort((a, b) => a.number - b.number).slice(trials.length >> 2);
    const legs = new Map<string, number[]>();
    const leg = (name: string, from: number | undefined, to: number | undefined) => {
      if (from === undefined || to === undefined) return;
      legs.set(name, [...(legs.get(name) ?? []), to - from]);
    };
    for (const { number, startedAt, endedAt } of middle.slice(0, sampled)) {
      const id = trialWorkflowId(sweepId, number);
      const { events } = await workflow.getHandle(id).fetchHistory();
      const at = (kind: keyof Event) => timeOf(events?.find((event) => event[kind] != null));
      const child = children.get(id) ?? {};
      leg('row ended → activity completed', endedAt, at('activityTaskCompletedEventAttributes'));
      leg(
        '→ trial workflow completed',
        at('activityTaskCompletedEventAttributes'),
        at('workflowExecutionCompletedEventAttributes'),
      );
      leg('→ sweep workflow was told', at('workflowExecutionCompletedEventAttributes'), child.told);
      leg(
        'sweep workflow asked for a trial → its workflow started',
        child.asked,
        at('workflowExecutionStartedEventAttributes'),
      );
      leg(
        '→ segment scheduled',
        at('workflowExecutionStartedEventAttributes'),
        at('activityTaskScheduledEventAttributes'),
      );
      leg('→ taken by a slot', at('activityTaskScheduledEventAttributes'), at('activityTaskStartedEventAttributes'));
      leg('→ row started', at('activityTaskStartedEventAttributes'), startedAt);
    }
    return { ...Object.fromEntries([...legs].map(([name, times]) => [name, median(times)])), ...idleSlots(trials) };
  } finally {
    await connection.close();
  }
}

/** Seconds that slots stood idle between trials, by the rows: each start takes the slot that has been free longest. */
function idleSlots(trials: readonly TrialTimes[]): Record<string, number> {
  const moments = trials
    .flatMap(({ startedAt, endedAt }) => [
      { at: startedAt, starts: true },
      { at: endedAt, starts: false },
    ])
    .sort((a, b) => a.at - b.at);
  const free: number[] = [];
  const idle: number[] = [];
  for (const { at, starts } of moments) {
    if (!starts) free.push(at);
    else {
      const since = free.shift();
      if (since !== undefined) idle.push(at - since);
    }
  }
  return { 'a slot was idle between two trials': median(idle) };
}

/** When the sweep workflow asked for each child, and when it was told of its end, over all of its runs. */
async function childEvents(
  workflow: WorkflowClient,
  workflowId: string,
): Promise<Map<string, { asked?: number; told?: number }>> {
  const children = new Map<string, { asked?: number; told?: number }>();
  for await (const { runId } of workflow.list({ query: `WorkflowId = "${workflowId}"` })) {
    const { events } = await workflow.getHandle(workflowId, runId).fetchHistory();
    for (const event of events ?? []) {
      const asked = event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId;
      const told = event.childWorkflowExecutionCompletedEventAttributes?.workflowExecution?.workflowId;
      if (asked) children.set(asked, { ...children.get(asked), ...known('asked', timeOf(event)) });
      if (told) children.set(told, { ...children.get(told), ...known('told', timeOf(event)) });
    }
  }
  return children;
}

function known<K extends string>(key: K, value: number | undefined): { [P in K]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: number };
}

function timeOf(event: Event | undefined): number | undefined {
  const time = event?.eventTime;
  return time == null ? undefined : Number(time.seconds) * 1000 + (time.nanos ?? 0) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1] ?? Number.NaN);
}
