import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fillIn, type Placeholder, placeholders, strangersIn } from '../own-text.ts'

const values: Record<Placeholder, string> = {
  name: 'Marta {event}',
  event: 'Night $& Ferry',
  date: 'Saturday',
  place: 'Pier 3',
  order: 'K7Q2',
  tickets: '2 × Weekend',
}

test('placeholders are filled in once, and what is filled in is not looked through', () => {
  assert.equal(
    fillIn('{name}: {event}, {date}, {place}, {order}, {tickets}. {event}!', values),
    'Marta {event}: Night $& Ferry, Saturday, Pier 3, K7Q2, 2 × Weekend. Night $& Ferry!',
  )
})

test('what is no placeholder is named as it was written', () => {
  const cases: [string, string[]][] = [
    ['Hello {name}', []],
    ['Hello {nome}, {Name}, { name }', ['{nome}', '{Name}', '{ name }']],
    ['{nome} {nome}', ['{nome}']],
    ['a { b', ['{']],
    ['a } b', ['}']],
    ['{{name}}', ['{', '}']],
    ['{}', ['{}']],
    ['{constructor} {__proto__}', ['{constructor}', '{__proto__}']],
  ]
  for (const [text, strangers] of cases) assert.deepEqual(strangersIn(text), strangers, text)
})

test('a text without strangers has no brace left but those of the values', () => {
  const plain = Object.fromEntries(placeholders.map((name) => [name, `<${name}>`])) as Record<Placeholder, string>
  const part = fc.oneof(fc.constantFrom(...placeholders.map((name) => `{${name}}`)), fc.string())
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('')
      const filled = fillIn(text, plain)
      if (strangersIn(text).length === 0) assert.doesNotMatch(filled, /[{}]/)
      else assert.match(filled, /[{}]/)
    }),
  )
})
