import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Cell, csvCell, csvFile } from './csv.ts'

test('a cell is quoted, and text that would run as a formula is not run', () => {
  const cases: [Cell, string][] = [
    ['Marta', '"Marta"'],
    ['say "hi", then\r\nleave', '"say ""hi"", then\r\nleave"'],
    [null, '""'],
    [-3, '-3'],
    ['=1+1', '"\'=1+1"'],
    ['+351 900', '"\'+351 900"'],
    ['-2', '"\'-2"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['\tx', '"\'\tx"'],
    ['\r=1', '"\'\r=1"'],
    ['\n=1', '"\'\n=1"'],
    ['＝1+1', '"\'＝1+1"'],
    ['a=1', '"a=1"'],
    [' =1', '" =1"'],
  ]
  for (const [cell, expected] of cases) assert.equal(csvCell(cell), expected)
})

test('a file begins with a byte order mark and ends every record with CRLF', async () => {
  const file = await csvFile(['Näme', 'Total'], batchesOf([[['Ada', 1]], [['Zoë', 2]]]))
  assert.equal(Buffer.from(file).toString(), '\ufeff"Näme","Total"\r\n"Ada",1\r\n"Zoë",2\r\n')
})

test('whatever the cells hold, a reader finds the same cells, and no text begins as a formula', async () => {
  const row = fc.array(fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '@', 'a', 'ü', "'") }), {
    minLength: 2,
    maxLength: 2,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
      const found = readCsv(
        Buffer.from(await csvFile(['a', 'b'], batchesOf([rows])))
          .toString()
          .slice(1),
      )
      assert.deepEqual(
        found.slice(1).map((cells) => cells.map(withoutGuard)),
        rows.map((cells) => cells.map(withoutGuard)),
      )
      for (const cells of found) for (const cell of cells) assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/)
    }),
  )
})

/** The apostrophe that guards a formula, taken away; also where it was there before. */
const withoutGuard = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '')

async function* batchesOf(batches: Cell[][][]) {
  yield* batches
}

/** A reader written from RFC 4180 alone. */
function readCsv(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  for (let at = 0; at < text.length; ) {
    const cell = /^"((?:[^"]|"")*)"/.exec(text.slice(at))
    if (!cell) throw new Error(`no quoted cell at ${at}`)
    record.push(String(cell[1]).replaceAll('""', '"'))
    at += cell[0].length
    if (text[at] === ',') at += 1
    else {
      assert.equal(text.slice(at, at + 2), '\r\n')
      at += 2
      records.push(record)
      record = []
    }
  }
  return records
}
