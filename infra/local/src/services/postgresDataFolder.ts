import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJsonAtomically } from '../atomicFile.ts';
import { homePaths } from '../homePaths.ts';
import { sharedRoot } from '../setup/postgresBinaries.ts';
import { isTraversableByAll, unprivilegedAccount } from '../unprivileged.ts';

const identitySchema = z.object({ id: z.string().regex(/^[0-9a-f]{16}$/) });

/**
 * Where PostgreSQL's data lie: in the home; but when we are root, and the server account cannot pass through the home's
 * parents (root's own home is closed), in a folder of /var/lib/seesaw that belongs to this home.
 */
export function postgresDataFolder(home: string): string {
  const inHome = join(home, 'postgres');
  if (unprivilegedAccount() === undefined || isTraversableByAll(home)) return inHome;
  const id = homeIdentity(home);
  const folder = join(sharedRoot, id);
  if (!existsSync(folder)) {
    removeDataOfRemovedHome(home);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'home'), home);
  }
  return join(folder, 'postgres');
}

function homeIdentity(home: string): string {
  const file = homePaths(home).identity;
  const present = readJson(file);
  if (present !== undefined) return identitySchema.parse(present).id;
  const id = randomBytes(8).toString('hex');
  writeJsonAtomically(file, { id });
  return id;
}

/** Whoever deletes a home means its data too; a new home at the same path has a new password and cannot open them. */
function removeDataOfRemovedHome(home: string): void {
  if (!existsSync(sharedRoot)) return;
  for (const name of readdirSync(sharedRoot)) {
    const note = join(sharedRoot, name, 'home');
    if (existsSync(note) && readFileSync(note, 'utf8') === home) rmSync(join(sharedRoot, name), { recursive: true });
  }
}
