import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { type StartFacts, startFactsId } from '@seesaw/shared/startFacts';
import type { FastifyReply } from 'fastify';
import type { App, ServerParts } from './serverParts.ts';
import { startFacts } from './startFacts.ts';

/** Nothing from other hosts. Styles inline: the component library sets its CSS variables in a style element. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Seesaw</title>
<h1>The dashboard is not built yet</h1>
<p>Type <code>npm run build</code> in the project folder, then reload this page.</p>
<p>The API is up: <a href="/api/v1/health">/api/v1/health</a>, <a href="/api/openapi.json">/api/openapi.json</a></p>
</html>`;

/**
 * The built single-page app: hashed assets are cached for ever, its pages never; every page address gives index.html, with what the
 * page would ask for first.
 */
export async function dashboardRoutes(app: App, parts: ServerParts): Promise<void> {
  const { dashboardDir } = parts;
  await app.register(fastifyStatic, {
    root: dashboardDir,
    serve: false,
    cacheControl: false,
    preCompressed: true,
    suppressFileMissingError: true,
  } as Parameters<typeof app.register>[1] & { root: string });

  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy);
    const wanted = decodeURIComponent(request.url.split('?')[0] ?? '/').slice(1);
    if (wanted === 'api' || wanted.startsWith('api/')) return reply.callNotFound();
    if (path.extname(wanted) !== '') {
      if (!(await exists(path.join(dashboardDir, path.normalize(`/${wanted}`))))) return reply.callNotFound();
      const hashed = wanted.startsWith('assets/');
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      return reply.sendFile(wanted);
    }
    return sendPage(reply, { dashboardDir, facts: await startFacts(wanted, parts) });
  });
}

/** Never kept by a browser: whoever comes back must not see what a page knew once. */
async function sendPage(
  reply: FastifyReply,
  { dashboardDir, facts }: { dashboardDir: string; facts: StartFacts | undefined },
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  const page = await readFile(path.join(dashboardDir, 'index.html'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (page === undefined) return reply.status(503).send(notBuilt);
  if (facts === undefined) return reply.send(page);
  // A "<" could end the element, whatever a person called their sweep.
  const json = JSON.stringify(facts).replaceAll('<', '\\u003c');
  return reply.send(
    page.replace('</head>', () => `<script type="application/json" id="${startFactsId}">${json}</script></head>`),
  );
}

/** Names that no file can have: with a NUL in them, or too long. */
const impossible = ['ERR_INVALID_ARG_VALUE', 'ENAMETOOLONG'];

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', ...impossible].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
