import { trialWorkflowId } from '@seesaw/shared/queues';
import type { OpenTrial, TrialEnding } from '@seesaw/shared/workflows';
import {
  ChildWorkflowCancellationType,
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  type SignalDefinition,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { awaitTrial, orchestratorActivities } from './activityProxies.ts';
import { trialWorkflow } from './trialWorkflow.ts';

export interface OpenTrialsOptions {
  readonly sweepId: string;
  readonly pool: string;
  readonly maxAttempts: number;
  /** 1 is served first; undefined in histories of before there were priorities. */
  readonly priority: number | undefined;
  /** How many trials may train in one program; undefined = each alone. */
  readonly pack: number | undefined;
  /** Called once for every trial that was launched or adopted, however it ended. */
  readonly onEnding: (trial: OpenTrial, ending: TrialEnding) => void;
  /** An ending could not be found out: the sweep workflow must fail loudly. */
  readonly onCrash: (error: unknown) => void;
}

interface Lane {
  readonly trial: OpenTrial;
  /** False until the child's start is confirmed; a signal before that would get lost. */
  started: boolean;
  readonly confirmed: Promise<unknown>;
}

/** The trials that a sweep workflow watches now, by number. */
export class OpenTrials {
  readonly #options: OpenTrialsOptions;
  readonly #lanes = new Map<number, Lane>();
  /** Of the trials that are launched from now on. */
  priority: number | undefined;

  constructor(options: OpenTrialsOptions) {
    this.#options = options;
    this.priority = options.priority;
  }

  get size(): number {
    return this.#lanes.size;
  }

  has(number: number): boolean {
    return this.#lanes.has(number);
  }

  list(): OpenTrial[] {
    return [...this.#lanes.values()].map((lane) => lane.trial);
  }

  allStarted(): boolean {
    return [...this.#lanes.values()].every((lane) => lane.started);
  }

  /** Starts the trial's workflow. One that runs already (left by a terminated sweep workflow) is adopted. */
  launch(trial: OpenTrial): void {
    const { sweepId, pool, maxAttempts, pack } = this.#options;
    const child = startChild(trialWorkflow, {
      workflowId: trialWorkflowId(sweepId, trial.number),
      args: [
        {
          sweepId,
          trialId: trial.trialId,
          number: trial.number,
          pool: trial.pool ?? pool,
          maxAttempts: trial.maxAttempts ?? maxAttempts,
          ...(this.priority !== undefined && { priority: this.priority }),
          ...(trial.launch !== undefined && { launch: trial.launch }),
          ...(pack !== undefined && { pack }),
        },
      ],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
    });
    const outcome = child.then((handle) => handle.result());
    this.#watch(trial, child, () =>
      outcome.catch((error: unknown) => (runsAlready(error) ? this.#follow(trial) : this.#closeLost(trial, error))),
    );
  }

  /** Watches a trial workflow that an earlier run started. */
  adopt(trial: OpenTrial): void {
    this.#watch(trial, Promise.resolve(), () => this.#follow(trial));
  }

  /** Delivered to the open trials among `numbers` (all when absent); one that has just ended needs none. */
  async signal<Args extends unknown[] = []>(
    signal: SignalDefinition<Args>,
    numbers?: readonly number[],
    ...args: Args
  ): Promise<void> {
    const lanes = [...this.#lanes.values()].filter((lane) => numbers?.includes(lane.trial.number) ?? true);
    await Promise.all(lanes.map((lane) => this.#signalOne(lane, signal, args)));
  }

  async #signalOne<Args extends unknown[]>(lane: Lane, signal: SignalDefinition<Args>, args: Args): Promise<void> {
    const workflowId = trialWorkflowId(this.#options.sweepId, lane.trial.number);
    try {
      await lane.confirmed;
      await getExternalWorkflowHandle(workflowId).signal(signal, ...args);
    } catch (error) {
      log.info('A trial had ended before the signal reached it', { workflowId, error: String(error) });
    }
  }

  #watch(trial: OpenTrial, confirmed: Promise<unknown>, outcome: () => Promise<TrialEnding>): void {
    const lane: Lane = { trial, started: false, confirmed };
    this.#lanes.set(trial.number, lane);
    const confirm = () => {
      lane.started = true;
    };
    confirmed.then(confirm, confirm);
    outcome().then(
      (ending) => {
        this.#lanes.delete(trial.number);
        this.#options.onEnding(trial, ending);
      },
      (error: unknown) => this.#options.onCrash(error),
    );
  }

  #follow(trial: OpenTrial): Promise<TrialEnding> {
    return awaitTrial({ sweepId: this.#options.sweepId, open: trial });
  }

  /** The trial's workflow failed, timed out, or was terminated: nobody else tells the row. */
  async #closeLost(trial: OpenTrial, error: unknown): Promise<TrialEnding> {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    const { state } = await orchestratorActivities.closeTrial({
      trialId: trial.trialId,
      state: 'failed',
      code: 'internal',
      message: `Its workflow ended before it did (${cause}). Retry continues from its newest checkpoint.`,
    });
    return { trialId: trial.trialId, state: state === 'running' ? 'pending' : state };
  }
}

/** By name, because the class lives outside of what workflow code may import. */
function runsAlready(error: unknown): boolean {
  return error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError';
}
