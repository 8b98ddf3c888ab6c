import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Why node_modules must be installed anew, or undefined when it holds what package-lock.json names. npm writes its own
 * record as the last act of an installation, so an interrupted one counts as missing.
 */
export function staleNodeModules(root) {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return 'node_modules is missing or incomplete';
  const wanted = packagesIn(join(root, 'package-lock.json')) ?? {};
  for (const [path, { version, link, optional, integrity }] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || link) continue;
    const present = installed[path];
    // Optional packages are mostly those of other platforms.
    if (present === undefined && optional) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (present === undefined) return `${name} is not installed`;
    if (present.version !== version || (integrity && present.integrity !== integrity))
      return `${name} ${present.version} is installed, ${version} is wanted`;
  }
  return undefined;
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
