import './theme/mantineParts.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/parts.css';
import './theme/mantine.css';
import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openLiveStream } from './api/liveStream.ts';
import { ApiError } from './api/request.ts';
import { noteRefusal } from './api/session.ts';
import { createAppRouter } from './routes.tsx';
import { SessionGate } from './shell/SessionGate.tsx';
import { LiveStreamContext } from './shell/streamState.ts';
import { mantineTheme } from './theme/mantineTheme.ts';

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => noteRefusal(client, error) }),
  mutationCache: new MutationCache({ onError: (error) => noteRefusal(client, error) }),
  defaultOptions: {
    queries: {
      // The live stream says when something is stale; a window that comes back into focus asks anyway.
      staleTime: 10_000,
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});
const stream = openLiveStream(client);
const router = createAppRouter(client);
// The code of the page and what it shows are on their way before anything is drawn.
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
