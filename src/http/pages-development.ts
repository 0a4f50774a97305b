import type { FastifyInstance } from 'fastify'
import type { PageRenderer } from './page-renderer.ts'
import type { DevelopmentPages } from './pages.ts'

/**
 * Pages from source, for `--dev`: Vite runs inside this server, and its channel for changes shares the port.
 * Vite is loaded only here, so that an installation without development packages still starts.
 */
export async function developmentPages(server: FastifyInstance): Promise<DevelopmentPages> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    server: { middlewareMode: true, hmr: { server: server.server } },
    appType: 'custom',
    clearScreen: false,
  })
  server.addHook('onRequest', (request, reply, next) => {
    if (/^\/(api|covers|socket)\//.test(request.url)) return next()
    vite.middlewares(request.raw, reply.raw, () => next())
  })
  // Before the server closes: it would wait for the pages that listen for changes.
  server.addHook('preClose', () => vite.close())
  return {
    async renderer() {
      const module = await vite.ssrLoadModule('/web/entry-server.tsx')
      return (module as { createRenderer(manifest: null): PageRenderer }).createRenderer(null)
    },
    transform: (path, html) => vite.transformIndexHtml(path, html),
  }
}
