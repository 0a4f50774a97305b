import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeList, readList } from './lines.ts'

const ada = { email: 'ada@example.org', name: 'Ada Quist' }
const bo = { email: 'bo@example.org', name: '' }

test('a person a line, however it is written', () => {
  const cases: [string, ReturnType<typeof readList>['guests']][] = [
    ['ada@example.org', [{ ...ada, name: '' }]],
    ['  ADA@Example.org  ', [{ ...ada, name: '' }]],
    ['Ada Quist <ada@example.org>', [ada]],
    ['"Quist, Ada" <ada@example.org>,', [{ ...ada, name: 'Quist, Ada' }]],
    ['Ada Quist, ada@example.org', [ada]],
    ['ada@example.org; Ada ; Quist', [ada]],
    ['"ada@example.org","Ada ""the"" Quist"', [{ ...ada, name: 'Ada "the" Quist' }]],
    ['Quist, Ada\tada@example.org', [{ ...ada, name: 'Quist, Ada' }]],
    ['\ufeffEmail,Name\r\nada@example.org,Ada Quist\r\n\r\nbo@example.org,\r\n', [ada, bo]],
    ['Name;E-Mail\nAda Quist;ada@example.org', [ada]],
    ['bo@example.org, ada@example.org', [bo, { ...ada, name: '' }]],
    ['', []],
  ]
  for (const [text, guests] of cases) assert.deepEqual(readList(text), { guests, passedOver: [] }, text)
})

test('lines that name nobody, and those that were there already, are told by their number', () => {
  const { guests, passedOver } = readList(
    'ada@example.org\nnobody\n\nAda <ada@EXAMPLE.org>\nx@localhost\nAda <a b@example.org>\nbo@example.org, Ada, ada2@example.org',
  )
  assert.deepEqual(guests, [{ ...ada, name: '' }])
  assert.deepEqual(
    passedOver.map(({ line, why }) => [line, why]),
    [
      [2, 'bad'],
      [4, 'repeated'],
      [5, 'bad'],
      [6, 'bad'],
      [7, 'bad'],
    ],
  )
})

test('a head is passed over in the first line alone', () => {
  assert.deepEqual(readList('ada@example.org\nName,Email').passedOver, [{ line: 2, text: 'Name,Email', why: 'bad' }])
})

test('whatever is pasted: every address once, every line accounted for', () => {
  const line = fc.oneof(
    fc.constantFrom('ada@example.org', 'Bo <bo@example.org>', 'x,y', '"', '<>', 'a@b.c;d@e.fg', ''),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { guests, passedOver } = readList(lines.join('\n'))
      assert.equal(new Set(guests.map(({ email }) => email)).size, guests.length)
      for (const { email, name } of guests) assert.ok(email === email.toLowerCase() && name.length <= 120)
      for (const one of passedOver) assert.ok(one.line >= 1)
    }),
  )
})

test('files are read in the encodings that spreadsheets write', () => {
  assert.equal(decodeList(new TextEncoder().encode('Jürgen')), 'Jürgen')
  assert.equal(decodeList(Uint8Array.from([0x4a, 0xfc, 0x72])), 'Jür')
  assert.equal(decodeList(Uint8Array.from([0xff, 0xfe, 0x4a, 0, 0xfc, 0])), 'Jü')
})
