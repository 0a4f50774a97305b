import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyWedge, feedWedge } from './wedge.ts'

/** Feeds keys with this pause between them; the codes that came of it. */
function type(keys: readonly string[], pause: number): (string | null)[] {
  let wedge = emptyWedge
  let at = 1000
  return keys
    .map((key) => {
      at += pause
      const fed = feedWedge(wedge, key, at)
      wedge = fed.wedge
      return fed.code
    })
    .filter((code) => code !== null)
}

test('keys of a scanner are a code; keys of a person are not', () => {
  const cases: [string, readonly string[], number, string[]][] = [
    ['a scan', [...'ABC123', 'Enter'], 8, ['ABC123']],
    ['two scans', [...'ABC123', 'Enter', ...'XYZ789', 'Enter'], 8, ['ABC123', 'XYZ789']],
    ['shift between the letters', ['Shift', 'A', 'Shift', 'B', ...'C123', 'Enter'], 8, ['ABC123']],
    ['somebody typing', [...'ABC123', 'Enter'], 140, []],
    ['Enter on a button', ['Enter'], 8, []],
    ['too short', [...'ABC', 'Enter'], 8, []],
    ['no end', [...'ABC123'], 8, []],
  ]
  for (const [what, keys, pause, expected] of cases) assert.deepEqual(type(keys, pause), expected, what)
})

test('keys pressed long before are not part of the code', () => {
  let { wedge } = feedWedge(emptyWedge, 'q', 1000)
  for (const [index, key] of [...'ABC123'].entries()) wedge = feedWedge(wedge, key, 5000 + index * 5).wedge
  assert.equal(feedWedge(wedge, 'Enter', 5030).code, 'ABC123')
  assert.equal(feedWedge(wedge, 'Enter', 6000).code, null)
})
