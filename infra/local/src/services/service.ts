import type { ServiceName } from '../serviceNames.ts';
import type { StopRule } from '../stopRules.ts';

/** How to start a service's process. */
export interface Launch {
  file: string;
  args: readonly string[];
  /** On top of the inherited environment; the place for secrets, which never stand in `args`. `undefined` removes one. */
  env: Record<string, string | undefined>;
  cwd: string;
  /** From 0 to 19: how far it steps back when others want the processor. */
  niceness?: number;
  uid?: number;
  gid?: number;
}

/** A service we run ourselves. */
export interface OwnService extends StopRule {
  kind: 'own';
  name: ServiceName;
  port: number | undefined;
  /** Address without password, shown to people. */
  url: string | undefined;
  readyTimeoutMs: number;
  /** Runs before every launch: makes folders, removes what a killed predecessor left. */
  prepare(): Promise<void>;
  launch(): Launch;
  /** Told the address that the process said, where that is not the planned one; `port` and `url` are the new ones afterwards. */
  moved?(url: string): void;
  /** `message`: the process sends `{type: 'ready', url?}`; else a question asked until it says yes. */
  ready: 'message' | (() => Promise<boolean>);
}

/** A server that the environment names; it is only watched for at the start, never started or stopped. */
export interface ExternalService {
  kind: 'external';
  name: ServiceName;
  url: string;
  ready: () => Promise<boolean>;
}

export type Service = OwnService | ExternalService;
