import type { TcpDoor } from '@seesaw/local/testing/tcpDoor';
import type { HttpDoor } from './httpDoor.ts';

export const lineNames = ['postgres', 'temporal', 'mlflow'] as const;
export type LineName = (typeof lineNames)[number];

export const programNames = ['postgres', 'temporal', 'mlflow', 'orchestrator', 'trainer', 'training child'] as const;
export type ProgramName = (typeof programNames)[number];

/** What faults can reach: the processes of a running system and the lines between its own programs and the services. */
export interface World {
  readonly lines: Readonly<Record<LineName, TcpDoor>>;
  /** Behind the line to MLflow. */
  readonly mlflow: HttpDoor;
  /** Folder where checkpoints lie until MLflow has them. */
  readonly spool: string;
  /** What runs under that name now, in a steady order. */
  pidsOf(program: ProgramName): number[];
}
