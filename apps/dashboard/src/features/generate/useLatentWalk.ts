import { useEffect, useState } from 'react';
import type { LatentWalk } from './openLatentWalk.ts';

interface Opened {
  readonly checkpointId: number;
  readonly walk?: LatentWalk;
  readonly error?: Error;
}

/** Holds the generator of a checkpoint open as long as it is shown; its memory is not the garbage collector's to free. */
export function useLatentWalk(checkpointId: number | undefined): Omit<Opened, 'checkpointId'> {
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  useEffect(() => {
    if (checkpointId === undefined) return;
    let isShown = true;
    const opening = import('./openLatentWalk.ts').then(({ openLatentWalk }) => openLatentWalk(checkpointId));
    opening.then(
      (walk) => {
        if (isShown) setOpened({ checkpointId, walk });
      },
      (error: unknown) => {
        if (isShown) setOpened({ checkpointId, error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
    return () => {
      isShown = false;
      opening.then(
        (walk) => walk.close(),
        () => undefined,
      );
    };
  }, [checkpointId]);
  // Of the checkpoint before there is nothing to show any more.
  return opened?.checkpointId === checkpointId && opened !== undefined ? opened : {};
}
