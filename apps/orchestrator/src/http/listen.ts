import type { FastifyBaseLogger } from 'fastify';
import type { App } from './serverParts.ts';

/** So many ports above the wanted one are tried. */
const searched = 100;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Whether another port will do: nobody asked for exactly this one. */
  readonly search: boolean;
  readonly log: FastifyBaseLogger;
}

/**
 * Makes the server listen and gives its address. A port that looked free seconds ago may be taken by now, for example by a
 * second system that started at the same time, so only binding it decides.
 */
export async function listen(app: Pick<App, 'listen'>, { host, port, search, log }: ListenOptions): Promise<string> {
  for (let candidate = port; ; candidate++) {
    try {
      return await app.listen({ host, port: candidate });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
      if (!search || candidate >= Math.min(port + searched, 65_535)) {
        throw new Error(`Port ${candidate} of ${host} is taken by another program: set SEESAW_API_PORT to a free one`, {
          cause,
        });
      }
      log.warn({ port: candidate }, `Port ${candidate} is taken by another program; trying the next one`);
    }
  }
}
