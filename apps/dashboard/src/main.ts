import './theme/mantineParts.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/parts.css';
import './theme/mantine.css';
import { createClient } from './api/createClient.ts';
import { prefetchPage } from './prefetchPage.ts';

// Without React: what the page will show is asked for while the rest is still being read.
const client = createClient();
prefetchPage(client, window.location);
void import('./drawPage.tsx').then(({ drawPage }) => drawPage(client));
