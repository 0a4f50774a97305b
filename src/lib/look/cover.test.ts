import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { cover } from './cover.ts'
import { CATEGORIES } from './name.ts'
import { paletteOf } from './palette.ts'

const size = fc.integer({ min: 16, max: 2000 })
const category = fc.constantFrom(...CATEGORIES)

test('a cover is the same text every time and well formed at any size', () => {
  fc.assert(
    fc.property(fc.string(), category, size, size, (seed, kind, width, height) => {
      const palette = paletteOf(seed, kind)
      const svg = cover(seed, palette, width, height)
      assert.equal(svg, cover(seed, palette, width, height))
      assert.match(svg, new RegExp(`^<svg [^>]*width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`))
      assert.match(svg, /<\/g><\/svg>$/)
      assert.doesNotMatch(svg, /NaN|Infinity|undefined|null/)
      const isOrdinary = Math.max(width, height) <= 4 * Math.min(width, height)
      if (isOrdinary) assert.ok(svg.length < 12_000, `${svg.length} characters`)
    }),
  )
})

test('a cover uses only the colours of its palette', () => {
  fc.assert(
    fc.property(fc.string(), category, (seed, kind) => {
      const palette = paletteOf(seed, kind)
      const allowed = new Set<string>([palette.ground, palette.paper, palette.black, ...palette.inks])
      for (const [colour] of cover(seed, palette, 700, 520).matchAll(/#[0-9a-f]{6}/g)) assert.ok(allowed.has(colour))
    }),
  )
})

test('different seeds give different art', () => {
  const arts = new Set(
    Array.from({ length: 200 }, (_, index) => cover(`seed-${index}`, paletteOf('x', 'art'), 400, 300)),
  )
  assert.equal(arts.size, 200)
})
