import { createHash } from 'node:crypto';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';

const CACHE_FLAG = '--tf_xla_persistent_cache_directory';

/** A small dense game takes half a megabyte. */
const MOST_BYTES = 2 ** 30;

/**
 * What XLA compiles is kept on disk, so that a later child finds it: a folder for each library and processor, since it is machine
 * code. The environment that says so, which TensorFlow reads when it is loaded; a person's own flags are kept, and win.
 */
export async function xlaCacheEnv(
  cacheDir: string,
  flags: string | undefined = process.env.TF_XLA_FLAGS,
): Promise<Record<string, string>> {
  if (flags?.includes(CACHE_FLAG)) return {};
  const folder = join(cacheDir, 'xla', await madeForHere());
  await mkdir(folder, { recursive: true });
  await removeOldest(folder, MOST_BYTES);
  return { TF_XLA_FLAGS: [flags, `${CACHE_FLAG}="${folder}"`].filter(Boolean).join(' ') };
}

/** Which library (set-up links its folder into the package) on which processor. */
async function madeForHere(): Promise<string> {
  const tfjs = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json'));
  const library = await realpath(join(tfjs, 'deps', 'lib'));
  const { mtimeMs } = await stat(library);
  const identity = [library, mtimeMs, cpus()[0]?.model].join('\n');
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}

/**
 * Until the rest takes no more than `mostBytes`, and what a power cut left empty: XLA refuses a program whose file is damaged
 * until its process has ended. What disappears meanwhile, another trainer removed.
 */
export async function removeOldest(folder: string, mostBytes: number): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      return { path, bytes: found?.size ?? 0, madeAt: found?.mtimeMs ?? 0 };
    }),
  );
  files.sort((a, b) => b.madeAt - a.madeAt);
  let kept = 0;
  for (const { path, bytes } of files) {
    kept += bytes;
    if (bytes === 0 || kept > mostBytes) await rm(path, { force: true });
  }
}
