import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';

export const workflowsEntry = fileURLToPath(new URL('../workflows/workflows.ts', import.meta.url));
export const bundlePath = fileURLToPath(new URL('../../dist/workflows.js', import.meta.url));

const builder = fileURLToPath(new URL('../bundleWorkflows.ts', import.meta.url));
const workflowFolder = path.dirname(workflowsEntry);
const contractFolder = path.dirname(fileURLToPath(import.meta.resolve('@seesaw/shared/workflows')));

/** Bundles the workflow code for the deterministic sandbox; takes a few seconds. */
export async function bundleWorkflows(logger?: Logger): Promise<{ code: string }> {
  return bundleWorkflowCode({ workflowsPath: workflowsEntry, ...(logger && { logger }) });
}

/** The built bundle, built anew first where a source file is newer: in a process of its own, since a bundler holds 150 MB. */
export async function findWorkflowBundle(): Promise<{ codePath: string }> {
  const built = await modifiedAt(bundlePath);
  const sources = await Promise.all([newestSource(workflowFolder), newestSource(contractFolder)]);
  if (built === undefined || built <= Math.max(...sources)) {
    await promisify(execFile)(process.execPath, [...process.execArgv, builder]);
  }
  return { codePath: bundlePath };
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
