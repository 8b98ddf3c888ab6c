import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundlePath, bundleWorkflows } from './temporal/workflowBundle.ts';

/** `npm run build`: bundles the workflows ahead of time, so that a start saves those seconds. */
const { code } = await bundleWorkflows();
await mkdir(path.dirname(bundlePath), { recursive: true });
const temporary = `${bundlePath}.${process.pid}`;
await writeFile(temporary, code);
await rename(temporary, bundlePath);
process.stdout.write(`${path.relative(process.cwd(), bundlePath)}: ${Math.round(code.length / 1024)} KiB\n`);
