import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { refuse } from '../errors.ts'
import { cover } from '../lib/look/cover.ts'
import { isCategory } from '../lib/look/name.ts'
import { paletteOf } from '../lib/look/palette.ts'

/** The size that Open Graph previews are shown in. */
const WIDTH = 1200
const HEIGHT = 630
const LONGEST_SEED = 80
const MOST_KEPT = 200
const MOST_WAITING = 50

/**
 * Serves cover art at `/covers/:category/:seed/1200x630.png`, for previews elsewhere: most networks show no SVG. Drawing one
 * costs some 50 ms, so they are drawn one after the other, at most 50 may wait (503 `busy`), and the latest 200, of some 20 kB each, are kept.
 */
export function serveCoverPngs(server: FastifyInstance): void {
  const kept = new Map<string, Buffer>()
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0
  server.get<{ Params: { category: string; seed: string } }>(
    `/covers/:category/:seed/${WIDTH}x${HEIGHT}.png`,
    async (request, reply) => {
      const { category, seed } = request.params
      if (!isCategory(category) || seed.length > LONGEST_SEED) return reply.callNotFound()
      const key = `${category}/${seed}`
      const png = kept.get(key) ?? (await drawInTurn(key, cover(seed, paletteOf(seed, category), WIDTH, HEIGHT)))
      return reply.header('cache-control', 'public, max-age=31536000, immutable').type('image/png').send(png)
    },
  )

  function drawInTurn(key: string, svg: string): Promise<Buffer> {
    if (waiting >= MOST_WAITING) refuse('busy')
    waiting += 1
    const drawn = queue
      .then(async () => kept.get(key) ?? keep(key, await draw(svg)))
      .finally(() => {
        waiting -= 1
      })
    queue = drawn.catch(() => undefined)
    return drawn
  }

  function keep(key: string, png: Buffer): Buffer {
    kept.set(key, png)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return png
  }
}

/** The art has few colours, so that a palette loses nothing and takes a third of the bytes. */
const draw = (svg: string) => sharp(Buffer.from(svg)).png({ palette: true, colours: 64 }).toBuffer()
