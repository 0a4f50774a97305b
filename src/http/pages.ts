import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import { parseCookie } from 'cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refuse } from '../errors.ts'
import { addressOf } from './address.ts'
import type { CachedPage } from './page-cache.ts'
import { pageCache } from './page-cache.ts'
import type { PageRenderer, PageReply, PageRequest } from './page-renderer.ts'
import { acceptPreferences } from './preferences.ts'
import { cookieNames } from './read-request.ts'
import type { CallRequest } from './request.ts'

/** What the pages need of the application. */
export interface PagesOptions {
  /** The folder `vite build` wrote: `client/` and `server/` are in it. */
  dist: string
  /** The address people reach us at: links that leave a page begin with it, whatever the Host header says. */
  publicUrl(): string
  requestOf(request: FastifyRequest): CallRequest
  /** The typed client, in process, acting for this request; its cookies gather in `call.cookies`. */
  apiFor(call: CallRequest): unknown
  /** Whether these cookies may belong to somebody signed in. */
  hasSession(cookies: Record<string, string | undefined>): boolean
  /** Milliseconds since any start; only differences count. */
  now(): number
  /** Set by `--dev`: renders from source, and nothing is cached. */
  development?: DevelopmentPages
}

/** Where pages come from while they are being worked on. */
export interface DevelopmentPages {
  renderer(): Promise<PageRenderer>
  /** Adds what the development server wants in the document. */
  transform(path: string, html: string): Promise<string>
}

/** What the application may tell the pages: that something with this tag changed. */
export interface Pages {
  drop(tag: string): void
}

const FRESH_MILLISECONDS = 1000
const CACHE_BYTES = 32 * 1024 * 1024
const MOST_KEYS = 2000
const FORM_BYTES = 12 * 1024 * 1024
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** Cookies that do not make a request personal: what they say is part of the cache's key. */
const NEUTRAL_COOKIES: readonly string[] = [cookieNames.language, cookieNames.theme]

/** In development Vite adds inline scripts and styles of its own. */
const DEVELOPMENT_POLICY =
  "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' data: blob: ws: wss:; object-src 'none'; base-uri 'none'"

/**
 * Serves the web pages: files of the build, and every other path that is not the API's as a rendered page. Forms are posted to
 * the page's own address and work without JavaScript. Pages of those who carry no cookie of theirs are kept for a second.
 */
export async function servePages(server: FastifyInstance, options: PagesOptions): Promise<Pages> {
  const { dist, development, now } = options
  const cache = pageCache({ now, milliseconds: FRESH_MILLISECONDS, bytes: CACHE_BYTES })
  const keys = new Map<string, string>()
  const built = development ? undefined : await builtRenderer(dist)
  if (!development) await serveFiles(server, join(dist, 'client'))

  await server.register(async (scope) => {
    scope.removeContentTypeParser(FORM_TYPES)
    scope.addContentTypeParser(FORM_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    acceptPreferences(scope)
    scope.get('/*', async (request, reply) => {
      const renderer = built ?? (await development?.renderer())
      if (!renderer || isProgramPath(request.url)) return reply.callNotFound()
      return showPage(renderer, request, reply)
    })
    scope.post('/*', { bodyLimit: FORM_BYTES }, async (request, reply) => {
      const renderer = built ?? (await development?.renderer())
      if (!renderer || isProgramPath(request.url)) return reply.callNotFound()
      if (!isPressedElsewhere(request)) refuseForeignForm(request)
      return sendPage(request, reply, await renderFor(renderer, request, reply, false))
    })
  })

  async function showPage(renderer: PageRenderer, request: FastifyRequest, reply: FastifyReply) {
    const key = development ? undefined : keyOf(renderer, request)
    const render = () => renderFor(renderer, request, reply, key !== undefined)
    return sendPage(request, reply, await (key === undefined ? render() : cache.get(key, render)))
  }

  /** What a shared page depends on, or undefined for a page of somebody. Found once for equal requests, which crowds send. */
  function keyOf(renderer: PageRenderer, request: FastifyRequest): string | undefined {
    const { authorization, 'order-secret': secret, cookie = '', 'accept-language': wishes = '' } = request.headers
    if (authorization !== undefined || secret !== undefined) return undefined
    const asked = [request.host, request.url, cookie, wishes].join('\n')
    const known = keys.get(asked)
    if (known !== undefined || !isNeutral(request)) return known
    const { language } = options.requestOf(request)
    const key = [addressFor(renderer, request).href, language, themeOf(request)].join('\n')
    if (keys.size >= MOST_KEYS) keys.clear()
    keys.set(asked, key)
    return key
  }

  async function renderFor(
    renderer: PageRenderer,
    request: FastifyRequest,
    reply: FastifyReply,
    shared: boolean,
  ): Promise<CachedPage> {
    const call = options.requestOf(request)
    const page: PageRequest = {
      request: await webRequest(request, addressFor(renderer, request)),
      api: options.apiFor(call),
      language: call.language,
      theme: themeOf(request),
      signedIn: options.hasSession(cookiesOf(request)),
      shared,
      report: (error) => request.log.error({ err: error }, 'page failed'),
    }
    const rendered = await renderer.render(page)
    if (call.cookies.length > 0) reply.header('set-cookie', call.cookies)
    if (!development || rendered.html === '') return ready(rendered, call)
    reply.header('content-security-policy', DEVELOPMENT_POLICY)
    return ready({ ...rendered, html: await development.transform(request.url, rendered.html) }, call)
  }

  /**
   * The public address of what was asked for, with only the query parameters the page reads, in a fixed order. A form's query stays as it
   * is. Of the Host header nothing is left: who makes one up must not find it in a page that is shared.
   */
  function addressFor(renderer: PageRenderer, request: FastifyRequest): URL {
    const { pathname, search, searchParams } = addressOf(request)
    const known = renderer.queryOf(pathname).flatMap((name) => searchParams.getAll(name).map((value) => [name, value]))
    const address = new URL(options.publicUrl() + pathname)
    address.search = request.method === 'POST' ? search : new URLSearchParams(known).toString()
    return address
  }

  return { drop: cache.drop }
}

/** Loads the built pages; refuses to start, in words, where they were not built. */
async function builtRenderer(dist: string): Promise<PageRenderer> {
  const entry = join(dist, 'server', 'entry-server.js')
  const manifest = await readFile(join(dist, 'client', '.vite', 'manifest.json'), 'utf8').catch(() => undefined)
  if (manifest === undefined) throw new Error(`The web pages are not built (${dist} is missing). Run: npm run build`)
  const module = (await import(pathToFileURL(entry).href)) as { createRenderer(manifest: string): PageRenderer }
  return module.createRenderer(manifest)
}

/** Serves the files of the build. */
async function serveFiles(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    globIgnore: ['**/.vite/**', '**/*.gz', '**/*.br'],
    setHeaders(reply, path) {
      reply.header('cache-control', cacheFor(path))
    },
  })
}

/** Files with a hash in their name never change; the few others are asked for again after an hour, and a service worker each time. */
const cacheFor = (path: string): string => {
  if (path.includes('/assets/')) return 'public, max-age=31536000, immutable'
  return /\.js(\.(br|gz))?$/.test(path) ? 'no-cache' : 'public, max-age=3600'
}

/** Paths of programs answer with problem documents, never with pages. */
function isProgramPath(url: string): boolean {
  return /^\/(api|socket|covers|assets)(\/|\?|$)/.test(url)
}

function cookiesOf(request: FastifyRequest): Record<string, string | undefined> {
  return request.headers.cookie ? parseCookie(request.headers.cookie) : {}
}

function isNeutral(request: FastifyRequest): boolean {
  return Object.keys(cookiesOf(request)).every((name) => NEUTRAL_COOKIES.includes(name))
}

function themeOf(request: FastifyRequest): PageRequest['theme'] {
  const theme = cookiesOf(request)[cookieNames.theme]
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Refuses `bad_request` for a form that cannot be read, which pages would take for a fault of their own. */
async function webRequest(request: FastifyRequest, address: URL): Promise<Request> {
  if (request.method !== 'POST') return new Request(address)
  const headers = { 'content-type': request.headers['content-type'] ?? FORM_TYPES[0] ?? '' }
  const body = new Uint8Array(request.body as Buffer)
  await new Response(body, { headers }).formData().catch(() => refuse('bad_request'))
  return new Request(address, { method: 'POST', headers, body })
}

/** Mail programs press the button of this page for their reader, and what is in its path is all that counts (RFC 8058 §3.2). */
const isPressedElsewhere = (request: FastifyRequest): boolean =>
  addressOf(request).pathname.startsWith('/unsubscribe/') && Buffer.isBuffer(request.body)

/** A form must come from our own page, whether or not a cookie comes along: signing somebody in elsewhere is an attack too. */
function refuseForeignForm(request: FastifyRequest): void {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (!Buffer.isBuffer(request.body)) refuse('unsupported_media_type')
  if (site === 'same-origin') return
  if (site !== undefined || origin === undefined || !URL.canParse(origin) || new URL(origin).host !== host) {
    throw new Refusal('cross_site')
  }
}

/** A page that set a cookie belongs to one person, so it is not shared. */
function ready({ status, headers, tags, html }: PageReply, call: CallRequest): CachedPage {
  return { status, headers, tags, body: Buffer.from(html), isShareable: call.cookies.length === 0 }
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply {
  for (const [name, value] of page.headers) reply.header(name, value)
  reply.status(page.status).header('vary', 'Cookie, Accept-Language, Accept-Encoding')
  if (page.body.length === 0) return reply.header('cache-control', 'no-store').send()
  reply.type('text/html; charset=utf-8').header('cache-control', 'private, no-cache')
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(page.body)
  page.gzip ??= gzipSync(page.body, { level: 5 })
  return reply.header('content-encoding', 'gzip').send(page.gzip)
}
