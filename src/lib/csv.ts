/** What a cell may hold. Numbers are written as they are, so they must not need a format. */
export type Cell = string | number | null

/** Media type of a CSV file (RFC 7111 names the charset parameter). */
export const csvType = 'text/csv; charset=utf-8'

/** Spreadsheets take a file without it for the system's own encoding. */
const byteOrderMark = '\ufeff'

/** First characters that make a spreadsheet run a cell as a formula, also in their full-width forms (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * The bytes of a CSV file (RFC 4180: CRLF, every cell quoted) in UTF-8 with a byte order mark, ready for a spreadsheet. `batches`
 * come one at a time, and each is encoded before the next is asked for, so that a long list is in memory once, as bytes.
 */
export async function csvFile(
  header: readonly string[],
  batches: AsyncIterable<readonly Cell[][]>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of csvParts(header, batches)) parts.push(part)
  return Buffer.concat(parts)
}

/** The same, a batch at a time. */
export async function* csvParts(
  header: readonly string[],
  batches: AsyncIterable<readonly Cell[][]>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark + csvRows([header]))
  for await (const rows of batches) yield Buffer.from(csvRows(rows))
}

const csvRows = (rows: readonly (readonly Cell[])[]) => rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')

/**
 * One cell, quoted. Text that a spreadsheet would run gets an apostrophe in front, which it shows as text and does not run;
 * numbers of ours may be negative and stay numbers.
 */
export function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell)
  const text = cell ?? ''
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
