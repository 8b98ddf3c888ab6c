/**
 * What happened, in order, per sweep: the dashboard's live stream (SSE) and the sweep's log of decisions.
 * `id` is the cursor for Last-Event-ID. Clients tolerate unknown kinds.
 */
export const eventKinds = [
  'sweep.created',
  'sweep.state',
  'sweep.command',
  'sweep.deleted',
  'sweep.archived',
  'sweep.remark',
  'trial.created',
  'trial.state',
  'trial.attempt',
  'trial.exploit',
  'trial.progress',
  'trial.health',
  'trial.error',
  'trial.remark',
  'checkpoint.saved',
  'checkpoint.corrupt',
  'sample.saved',
  'worker.state',
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface SeesawEvent {
  /** Monotone per database; safe as a resume cursor. */
  readonly id: number;
  readonly kind: EventKind;
  readonly sweepId: string | null;
  readonly trialId: number | null;
  readonly trialNumber: number | null;
  readonly attempt: number | null;
  readonly step: number | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** One sentence for a person. */
  readonly message: string;
  /** Small facts for programs, e.g. { from: 'running', to: 'completed' }. */
  readonly data: Readonly<Record<string, unknown>>;
}
