import type { FastifyInstance } from 'fastify'
import { cover } from '../lib/look/cover.ts'
import { isCategory } from '../lib/look/name.ts'
import { paletteOf } from '../lib/look/palette.ts'
import { hash } from '../lib/look/random.ts'

const SMALLEST = 16
const LARGEST = 2000
const LONGEST_SEED = 80
const MOST_STRETCHED = 5

/**
 * Serves cover art at `/covers/:category/:seed/:size.svg`; the size is `WIDTHxHEIGHT` in pixels, 16 to 2000 each and at most
 * 5:1. A cover never changes, so it may be kept for ever. Anything else answers 404.
 */
export function serveCovers(server: FastifyInstance): void {
  server.get<{ Params: { category: string; seed: string; size: string } }>(
    '/covers/:category/:seed/:size.svg',
    (request, reply) => {
      const { category, seed } = request.params
      const size = sizeOf(request.params.size)
      if (!isCategory(category) || seed.length > LONGEST_SEED || !size) return reply.callNotFound()
      const svg = cover(seed, paletteOf(seed, category), ...size)
      const tag = `"${hash(svg).toString(36)}-${svg.length}"`
      reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', tag)
      if (request.headers['if-none-match'] === tag) return reply.status(304).send()
      return reply.type('image/svg+xml; charset=utf-8').send(svg)
    },
  )
}

/** The size a text such as `700x520` asks for, or undefined where it is not one we draw. */
export function sizeOf(text: string): [width: number, height: number] | undefined {
  const [, width, height] = (/^([1-9]\d{1,3})x([1-9]\d{1,3})$/.exec(text) ?? []).map(Number)
  if (width === undefined || height === undefined) return undefined
  const short = Math.min(width, height)
  const long = Math.max(width, height)
  return short >= SMALLEST && long <= LARGEST && long <= short * MOST_STRETCHED ? [width, height] : undefined
}
