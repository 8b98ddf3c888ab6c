import { createContext, use, useSyncExternalStore } from 'react';
import type { LiveStream, StreamState } from '../api/liveStream.ts';

export const LiveStreamContext = createContext<LiveStream | null>(null);

export function useStreamState(): StreamState {
  const stream = use(LiveStreamContext);
  if (stream === null) throw new Error('useStreamState needs a LiveStreamContext above it');
  return useSyncExternalStore(stream.subscribe, stream.state);
}
