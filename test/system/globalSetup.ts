import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { down, type Endpoints, endpoints, up } from '@seesaw/local/local';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    endpoints: Endpoints;
    home: string;
  }
}

/** Starts the whole system once in a home of its own; stops it and checks that nothing is left behind. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const parent = process.env.SEESAW_HOME ?? tmpdir();
  await mkdir(parent, { recursive: true });
  const home = await mkdtemp(join(parent, 'system-'));
  process.env.SEESAW_DEVICES ??= 'cpu:2';
  await up({
    home,
    onProgress: (event) =>
      event.kind === 'done' && console.log(`   ${event.step}: ${event.text} (${event.elapsedMs} ms)`),
  });
  project.provide('endpoints', await endpoints({ home }));
  project.provide('home', home);
  return async () => {
    await down({ home });
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
}
