import fastifySwagger from '@fastify/swagger';
import fastify, { LogController } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { checkLoopbackCaller, checkToken, sessionPath } from './callerCheck.ts';
import { catalogRoutes } from './catalog.ts';
import { commandRoutes } from './commands.ts';
import { curveRoutes } from './curves.ts';
import { dashboardRoutes } from './dashboard.ts';
import { datasetRoutes } from './datasets.ts';
import { eventRoutes } from './events.ts';
import { exportRoutes } from './export.ts';
import { healthRoutes } from './health.ts';
import { describe, sendProblem } from './problems.ts';
import { sampleRoutes } from './samples.ts';
import type { App, ServerParts } from './serverParts.ts';
import { sessionRoutes } from './session.ts';
import { sweepRoutes } from './sweeps.ts';
import { trialGroupRoutes } from './trialGroups.ts';
import { trialRoutes } from './trials.ts';
import { validateRoutes } from './validate.ts';
import { verdictRoutes } from './verdicts.ts';
import { workerRoutes } from './workers.ts';

/** A sweep file may have 1 MB; JSON may double it. */
const bodyLimitBytes = 2_500_000;

/** The API under /api/v1, its OpenAPI document, and the dashboard. Not listening yet. */
export async function createServer(parts: ServerParts): Promise<App> {
  const app: App = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
  }).withTypeProvider();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => {
    const problem = describe(404, 'not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`);
    return reply
      .status(404)
      .type('application/problem+json')
      .serializer((body) => JSON.stringify(body))
      .send(problem);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    if (parts.loopbackOnly) checkLoopbackCaller(request);
    if (parts.token !== null && needsToken(request.routeOptions.url)) checkToken(request, parts.token);
  });
  await app.register(fastifySwagger, {
    openapi: {
      info: { title: 'Seesaw', version: parts.version, description: 'Sweeps of generator and discriminator balance.' },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(async (scope) => {
    const api: App = scope.withTypeProvider();
    api.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    for (const routes of [
      healthRoutes,
      sessionRoutes,
      catalogRoutes,
      validateRoutes,
      sweepRoutes,
      commandRoutes,
      trialGroupRoutes,
      trialRoutes,
      curveRoutes,
      sampleRoutes,
      verdictRoutes,
      datasetRoutes,
      workerRoutes,
      eventRoutes,
      exportRoutes,
    ]) {
      routes(api, parts);
    }
  });
  await dashboardRoutes(app, parts);
  return app;
}

/**
 * By the route that was found, not by the address, which can be spelled in many ways. The page itself is open, or nobody could
 * sign in; all that it shows comes from the API.
 */
function needsToken(route: string | undefined): boolean {
  return route?.startsWith('/api/') === true && route !== sessionPath;
}
