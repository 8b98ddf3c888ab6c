#!/usr/bin/env node
/** Starts the `seesaw` command. Plain JavaScript, so that it can say what is missing before anything is installed. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);
const root = fileURLToPath(new URL('../../../', import.meta.url));

function problem() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19) || major >= 23) {
    return `seesaw needs Node 20.19 or newer, below 23; this is Node ${process.versions.node}.\nType: npx n 22   (or: nvm install 22)`;
  }
  if (!existsSync(`${root}node_modules/tsx`)) return `seesaw is not installed yet.\nType: cd ${root} && npm run setup`;
  return undefined;
}

const text = problem();
if (text !== undefined) {
  console.error(text);
  process.exitCode = 1;
} else {
  // Registered in this process, not in a child: signals and exit codes stay those of the command.
  const { register } = await import('tsx/esm/api');
  register();
  await import(main.href);
}
