import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { icsInstant, icsOf, icsText } from './ics.ts'

const fileOf = (summary: string, by: string) =>
  icsOf({
    name: 'VCALENDAR',
    properties: [['VERSION', '2.0']],
    components: [
      {
        name: 'VEVENT',
        properties: [
          ['SUMMARY', icsText(summary)],
          ['ORGANIZER', 'mailto:nobody@example.org', { CN: by }],
          ['DTSTAMP', icsInstant(new Date('2026-11-28T20:00:00.999Z'))],
        ],
      },
    ],
  })

const read = (file: string) => {
  const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent')
  assert.ok(event)
  return event
}

/** What a text is once line ends are one character and nothing is in it that no calendar may hold. */
const legible = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')

test('any text and any name come back as they were, in lines of at most 75 octets', () => {
  const texts = fc.string({
    unit: fc.oneof(fc.constantFrom(...'\\;,:"^n\n\r\t\0ß€नृ😀 ab'), fc.string()),
    maxLength: 200,
  })
  // The reader takes a backslash in a parameter for a mark, which RFC 5545 §3.2 knows none of.
  const names = texts.map((text) => text.replaceAll('\\', ''))
  fc.assert(
    fc.property(texts, names, (summary, by) => {
      const file = fileOf(summary, by)
      for (const line of file.split('\r\n')) {
        assert.ok(Buffer.byteLength(line) <= 75)
        assert.doesNotMatch(line, /[\r\n]/)
      }
      const event = read(file)
      assert.equal(event.getFirstPropertyValue('summary'), legible(summary))
      assert.equal(event.getFirstProperty('organizer')?.getFirstParameter('cn') ?? '', legible(by))
    }),
  )
})

test('a name cannot add lines of its own', () => {
  const file = fileOf('Night\r\nATTACH:file:///etc/passwd', 'A"\r\nATTENDEE:mailto:x@example.org')
  assert.doesNotMatch(file, /^ATT/m)
  assert.match(file, /^DTSTAMP:20261128T200000Z$/m)
})
