import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { slugOf } from './slug.ts'

const cases: [name: string, slug: string][] = [
  ['Night Ferry Festival', 'night-ferry-festival'],
  ['  Café & Crème — 2026!  ', 'cafe-creme-2026'],
  ['Über große Häuser', 'ueber-grosse-haeuser'],
  ['Don’t panic', 'dont-panic'],
  ['Łódź Æther Ørsted', 'lodz-aether-oersted'],
  ['Концерт в Киеве', 'kontsert-v-kieve'],
  ['Ωδείο Αθηνών', 'odeio-athinon'],
  ['संगीत समारोह', 'sangit-samaroh'],
  ['東京', ''],
  ['🎉', ''],
]

for (const [name, slug] of cases) test(`the slug of ${name}`, () => assert.equal(slugOf(name), slug))

test('a slug is short, plain and stays itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      const slug = slugOf(name)
      assert.match(slug, /^([a-z0-9]+(-[a-z0-9]+)*)?$/)
      assert.ok(slug.length <= 60)
      assert.equal(slugOf(slug), slug)
    }),
  )
})
