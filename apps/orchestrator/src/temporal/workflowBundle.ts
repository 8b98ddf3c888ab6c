import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';

export const workflowsEntry = fileURLToPath(new URL('../workflows/workflows.ts', import.meta.url));
export const bundlePath = fileURLToPath(new URL('../../dist/workflows.js', import.meta.url));

const workflowFolder = path.dirname(workflowsEntry);
const contractFolder = path.dirname(fileURLToPath(import.meta.resolve('@seesaw/shared/workflows')));

/** Bundles the workflow code for the deterministic sandbox; takes a few seconds. */
export async function bundleWorkflows(logger?: Logger): Promise<{ code: string }> {
  return bundleWorkflowCode({ workflowsPath: workflowsEntry, ...(logger && { logger }) });
}

/** The built bundle where there is one that is newer than every source file; else a fresh one from memory. */
export async function findWorkflowBundle(logger?: Logger): Promise<{ code: string } | { codePath: string }> {
  const built = await modifiedAt(bundlePath);
  if (built === undefined) return bundleWorkflows(logger);
  const sources = await Promise.all([newestSource(workflowFolder), newestSource(contractFolder)]);
  return built > Math.max(...sources) ? { codePath: bundlePath } : bundleWorkflows(logger);
}

async function newestSource(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const times = await Promise.all(files.map((name) => modifiedAt(path.join(folder, name))));
  return Math.max(...times.map((time) => time ?? 0));
}

/** Milliseconds since 1970; undefined where there is no such file. */
async function modifiedAt(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
