import './theme/mantineParts.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/parts.css';
import './theme/mantine.css';
import { createClient } from './api/createClient.ts';
import { noteStartFacts } from './api/noteStartFacts.ts';
import { prefetchPage } from './prefetchPage.ts';

// Without React: what the page will show is asked for while the rest is still being read.
const client = createClient();
noteStartFacts(client, document);
const code = prefetchPage(client, window.location);
// The page's own code is there as soon as the rest, and drawing placeholders for it takes longer than waiting.
void Promise.all([import('./drawPage.tsx'), code]).then(([{ drawPage }]) => drawPage(client));
