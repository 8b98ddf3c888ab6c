import type { CommandBody } from '@seesaw/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteSweep, sendCommand } from '../../api/commands.ts';
import { keys } from '../../api/keys.ts';

interface Answer {
  readonly message: string;
  readonly selectionId?: number;
}

/** One command at a time: requested → acknowledged, or refused with a reason. */
export interface SweepCommandState {
  readonly send: (body: CommandBody, words: string) => void;
  /** For what is done to a sweep without its workflow. */
  readonly run: (act: () => Promise<Answer>, words: string) => void;
  /** "Pause", "Retry", … of the command in question. */
  readonly words: string | undefined;
  readonly isRequested: boolean;
  /** The sweep's own sentence: what was done, what keeps running, what is kept. */
  readonly answer: string | undefined;
  /** Whose report says what became of each trial, where it was about many. */
  readonly selectionId: number | undefined;
  readonly error: Error | null;
  readonly dismiss: () => void;
}

export function useSweepCommand(sweepId: string): SweepCommandState {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (input: { act: () => Promise<Answer>; words: string }) => input.act(),
    onSettled: () =>
      Promise.all(
        [keys.sweep(sweepId), keys.trialsOf(sweepId), keys.sweeps].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const run = (act: () => Promise<Answer>, words: string) => mutation.mutate({ act, words });
  return {
    run,
    send: (body, words) => run(() => sendCommand(sweepId, body), words),
    words: mutation.variables?.words,
    isRequested: mutation.isPending,
    answer: mutation.data?.message,
    selectionId: mutation.data?.selectionId,
    error: mutation.error,
    dismiss: mutation.reset,
  };
}

/** @param leave goes to another page, before what this one shows is forgotten: it would be asked for again. */
export function useDeleteSweep(sweepId: string, leave: () => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => deleteSweep(sweepId),
    onSuccess: async () => {
      await leave();
      client.removeQueries({ queryKey: keys.sweep(sweepId) });
      return client.invalidateQueries({ queryKey: keys.sweeps });
    },
  });
}
