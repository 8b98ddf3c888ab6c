import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompileFault } from './compileFault.ts';
import type { Call, GraphMessage } from './graphMessages.ts';
import { messages } from './messages.ts';
import type { NativeBackend, NativeTensor } from './nativeBackend.ts';

/** A graph that libtensorflow has loaded, with the values of its variables. */
export interface Session {
  /** Nobody has run it yet; one that is not new has been run without fault. */
  readonly isNew: boolean;
  /** @param inputs ids of the tensors to feed; the caller deletes what comes back */
  run(call: Call, inputs: readonly number[]): NativeTensor[];
  /** Keeps it for the next program of the same graph. */
  release(): void;
  /** Lets it go, where it cannot be run. */
  drop(): void;
}

/** Sessions without a program, oldest first: what costs seconds to compile is worth some memory. */
const idle: { readonly backend: NativeBackend; readonly key: string; readonly model: number }[] = [];
const mostIdle = 6;

/** One that is idle and has this very graph, or a new one. */
export function openSession(backend: NativeBackend, graph: GraphMessage): Session {
  const { SavedModel } = messages();
  const bytes = SavedModel.encode({
    savedModelSchemaVersion: 1,
    metaGraphs: [{ metaInfoDef: { tags: ['serve'] }, graphDef: graph }],
  }).finish();
  const key = createHash('sha256').update(bytes).digest('hex');
  const place = idle.findIndex((one) => one.backend === backend && one.key === key);
  const [kept] = place < 0 ? [] : idle.splice(place, 1);
  const model = kept?.model ?? load(backend, bytes);
  return {
    isNew: kept === undefined,
    run: ({ feeds, fetches }, inputs) =>
      backend.binding.runSavedModel(model, inputs, feeds.join(','), fetches.join(',')),
    release() {
      idle.push({ backend, key, model });
      while (idle.length > mostIdle) dropOldest();
    },
    drop: () => backend.binding.deleteSavedModel(model),
  };
}

/** Frees the sessions that are kept for later programs. */
export function dropIdleSessions(): void {
  while (idle.length > 0) dropOldest();
}

function dropOldest(): void {
  const oldest = idle.shift();
  oldest?.backend.binding.deleteSavedModel(oldest.model);
}

function load({ binding }: NativeBackend, bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'compiled-step-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), bytes);
    return binding.loadSavedModel(folder, 'serve');
  } catch (cause) {
    throw new CompileFault('refused', `TensorFlow refuses the program: ${(cause as Error).message}`, { cause });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
