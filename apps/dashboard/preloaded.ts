import type { Plugin, Rolldown } from 'vite';

/**
 * Names a module that the page's first code imports later, and all that it needs, in index.html: the browser fetches them beside the
 * first code and not after it.
 */
export function preloaded(module: string): Plugin {
  return {
    name: 'preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const wanted = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
        if (wanted === undefined)
          throw new Error(`The build has no chunk of ${module}, which index.html is to preload.`);
        return [...withImports(wanted, chunks)].map((fileName) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}

function withImports(chunk: Rolldown.OutputChunk, chunks: readonly Rolldown.OutputChunk[]): Set<string> {
  const names = new Set<string>();
  const open = [chunk.fileName];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    open.push(...(chunks.find(({ fileName }) => fileName === name)?.imports ?? []));
  }
  return names;
}
