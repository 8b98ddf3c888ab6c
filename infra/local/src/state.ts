import { z } from 'zod';
import { readJson, writeJsonAtomically } from './atomicFile.ts';
import { isAlive } from './processIdentity.ts';
import { serviceNames } from './serviceNames.ts';

/** `waiting`: for what it needs · `starting`: launched, not yet answering · `restarting`: died, waiting out the back-off. */
export const servicePhases = ['waiting', 'starting', 'ready', 'restarting', 'stopping', 'stopped'] as const;

const serviceState = z.object({
  phase: z.enum(servicePhases),
  /** True when the environment named a server that is not ours to start or stop. */
  external: z.boolean(),
  pid: z.number().int().optional(),
  startMark: z.string().optional(),
  port: z.number().int().optional(),
  /** Address without any password. */
  url: z.string().optional(),
  startedAt: z.string().optional(),
  restarts: z.number().int(),
  /** Why it is not ready, or how it last ended, in words. */
  problem: z.string().optional(),
});

const stateSchema = z.object({
  supervisorPid: z.number().int(),
  supervisorStartMark: z.string(),
  stopping: z.boolean(),
  services: z.partialRecord(z.enum(serviceNames), serviceState),
});

export type ServicePhase = (typeof servicePhases)[number];
export type ServiceState = z.infer<typeof serviceState>;

/** What runs, as the supervisor last wrote it. Holds no secrets. */
export type SystemState = z.infer<typeof stateSchema>;

export function readState(path: string): SystemState | undefined {
  const value = readJson(path);
  return value === undefined ? undefined : stateSchema.parse(value);
}

export function writeState(path: string, state: SystemState): void {
  writeJsonAtomically(path, state);
}

/** Whether the supervisor that wrote this state still lives. */
export function supervisorLives(state: SystemState): boolean {
  return isAlive({ pid: state.supervisorPid, startMark: state.supervisorStartMark });
}
