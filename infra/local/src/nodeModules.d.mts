/** Why node_modules must be installed anew, or undefined when it matches package-lock.json. */
export function staleNodeModules(root: string): string | undefined;
