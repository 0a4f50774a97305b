import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vite'
import { paletteStylesheet } from './src/lib/look/stylesheet.ts'
import { fitStylesheet } from './web/ui/fit/stylesheet.ts'

const CLIENT = 'dist/client'
const PRODUCTION = { 'process.env.NODE_ENV': '"production"' }

export default defineConfig(({ command }) => ({
  appType: 'custom',
  publicDir: 'web/public',
  // For the service worker, which is not at the root before it is built.
  server: { headers: { 'service-worker-allowed': '/' } },
  plugins: [react(), tailwindcss(), generatedStyles(), leftToRestart(), precompressed()],
  builder: {},
  environments: {
    client: {
      build: {
        manifest: true,
        outDir: CLIENT,
        // The content security policy allows no data: fonts, and a small file is cheap on one connection.
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: ['web/entry-client.tsx', 'web/push-worker.ts'],
          // A service worker works for the folder it is in, so this one is beside them all, under a name that stays.
          output: { entryFileNames: ({ name }) => (name === 'push-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
        },
      },
    },
    ssr: {
      // Built pages render with React's production build whatever NODE_ENV the server runs under, so it is bundled.
      ...(command === 'build' ? { define: PRODUCTION, resolve: { noExternal: true } } : {}),
      build: {
        ssr: true,
        outDir: 'dist/server',
        copyPublicDir: false,
        rolldownOptions: { input: 'web/entry-server.tsx' },
      },
    },
  },
}))

/**
 * Serves `virtual:look.css`: a class for every palette, and for every width and size of a fitted name. The development server's
 * pages link it under a path, where Vite adds a query of its own.
 */
function generatedStyles(): Plugin {
  const path = '/web/styles/look.virtual.css'
  const file = resolve(`.${path}`)
  return {
    name: 'conflux:look',
    resolveId(id) {
      const [name, query] = id.split('?')
      if (name !== 'virtual:look.css' && name !== path) return undefined
      return query === undefined ? file : `${file}?${query}`
    },
    load: (id) => (id.split('?')[0] === file ? `${paletteStylesheet()}\n${fitStylesheet()}` : undefined),
  }
}

/**
 * What the server runs itself restarts it (see `npm run dev`), and pages load again once it is back. Told of the change before, they would
 * load from a server that is just going.
 */
function leftToRestart(): Plugin {
  const folders = ['src', 'lang'].map((name) => resolve(name) + sep)
  return {
    name: 'conflux:left-to-restart',
    apply: 'serve',
    hotUpdate: ({ file }) => (folders.some((folder) => resolve(file).startsWith(folder)) ? [] : undefined),
  }
}

/** Writes `.gz` and `.br` beside every text file of the browser's build. */
function precompressed(): Plugin {
  return {
    name: 'conflux:precompressed',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    writeBundle() {
      for (const entry of readdirSync(CLIENT, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|svg|json|webmanifest|wasm)$/.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const content = readFileSync(path)
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      }
    },
  }
}
