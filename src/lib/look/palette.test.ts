import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { contrast } from './colour.ts'
import { CATEGORIES, VARIANTS } from './name.ts'
import { PALETTES, paletteOf } from './palette.ts'
import { paletteStylesheet } from './stylesheet.ts'

test('every palette keeps the contrasts of the look', () => {
  assert.equal(PALETTES.length, CATEGORIES.length * VARIANTS)
  for (const palette of PALETTES) {
    assert.ok(contrast(palette.ink, palette.ground) >= 5, `${palette.name}: ink on ground`)
    assert.ok(contrast(palette.accentLight, '#f3f3f0') >= 4.9, `${palette.name}: accent on the light wall`)
    assert.ok(contrast(palette.accentLight, '#ffffff') >= 5.4, `${palette.name}: accent on the light sheet`)
    assert.ok(contrast(palette.accentDark, '#111210') >= 5.8, `${palette.name}: accent on the dark wall`)
    assert.ok(contrast(palette.accentDark, '#1a1b19') >= 5.4, `${palette.name}: accent on the dark sheet`)
    assert.ok(contrast(palette.onAccentLight, palette.accentLight) >= 5.4, `${palette.name}: label on the light accent`)
    assert.ok(contrast(palette.onAccentDark, palette.accentDark) >= 5.5, `${palette.name}: label on the dark accent`)
  }
})

test('an id always wears the same palette of its category, and ids spread over all variants', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...CATEGORIES), (id, category) => {
      assert.equal(paletteOf(id, category), paletteOf(id, category))
      assert.ok(paletteOf(id, category).name.startsWith(`${category}-`))
    }),
  )
  const worn = new Set(Array.from({ length: 400 }, (_, index) => paletteOf(`id-${index}`, 'music').name))
  assert.equal(worn.size, VARIANTS)
})

test('an unknown category wears community', () => {
  assert.match(paletteOf('x', 'no such thing').name, /^community-/)
})

test('the stylesheet has one class per palette', () => {
  const css = paletteStylesheet()
  for (const { name, ground } of PALETTES) assert.ok(css.includes(`.p-${name}{--poster:${ground};`))
})
