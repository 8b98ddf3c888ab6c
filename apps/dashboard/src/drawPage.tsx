import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openLiveStream } from './api/liveStream.ts';
import { createAppRouter } from './routes.tsx';
import { SessionGate } from './shell/SessionGate.tsx';
import { LiveStreamContext } from './shell/streamState.ts';
import { mantineTheme } from './theme/mantineTheme.ts';

/** The page at the browser's address, from now on. */
export function drawPage(client: QueryClient): void {
  const stream = openLiveStream(client);
  const router = createAppRouter(client);
  // Which page it is, and its code, are known before anything is drawn.
  void router.load();
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={mantineTheme} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <LiveStreamContext value={stream}>
            <SessionGate>
              <RouterProvider router={router} />
            </SessionGate>
          </LiveStreamContext>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
