import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The package whose folder every TensorFlow library with CUDA searches. */
const searched = 'cuda_runtime';

/**
 * Makes every library of `nvidia/<package>/lib` also stand in `nvidia/cuda_runtime/lib`. TensorFlow opens CUDA by name when it
 * meets a GPU, and the loader then searches the run path of libtensorflow_framework alone; that of 2.21 names the folders
 * of most packages but forgets cuSOLVER's, after which TensorFlow says "Skipping registering GPU devices" and computes on
 * the CPU. Through the link a library still finds its own neighbours: all paths inside are relative and lead to the same files.
 */
export function linkCudaLibraries(nvidia: string): void {
  const shelf = join(nvidia, searched, 'lib');
  for (const name of readdirSync(nvidia)) {
    const lib = join(nvidia, name, 'lib');
    if (name === searched || !existsSync(lib)) continue;
    for (const file of readdirSync(lib).filter((entry) => /\.so(\.|$)/.test(entry))) {
      if (!existsSync(join(shelf, file))) symlinkSync(join('..', '..', name, 'lib', file), join(shelf, file));
    }
  }
}
