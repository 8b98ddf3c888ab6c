import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Smaller files gain nothing that is worth a second file. */
const leastBytes = 1024;

/** Beside each file of the build its gzip, which the server sends to whoever takes it: once, so at the highest level. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    generateBundle: {
      // After the page itself has been written, which names the others.
      order: 'post',
      handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          // The server writes into the page itself, and sends it as it is.
          if (content.length < leastBytes || fileName === 'index.html') continue;
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(content, { level: 9 }) });
        }
      },
    },
  };
}
