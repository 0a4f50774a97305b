/** Somebody to invite. */
export interface Listed {
  email: string
  name: string
}

/** A line nobody is invited by, counted from 1, and why. */
export interface PassedOver {
  line: number
  text: string
  why: 'bad' | 'repeated'
}

/** What a list of people says. */
export interface ReadList {
  guests: Listed[]
  passedOver: PassedOver[]
}

/** ASCII addresses as the API takes them, of a domain with a dot. */
const address =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i
const longest = { email: 254, name: 120 }

/**
 * Reads a pasted list or a CSV file, a person a line: `ada@example.org`, `Ada Quist <ada@example.org>`, or cells of a table in any order, between
 * commas, semicolons or tabs, quoted or not (RFC 4180 but for line breaks in cells). Several addresses in a line are as many people. A first line
 * without an address is the table's head. Addresses are compared in lower case.
 */
export function readList(text: string): ReadList {
  const known = new Set<string>()
  const read: ReadList = { guests: [], passedOver: [] }
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const head = lines.findIndex((line) => line.trim() !== '')
  for (const [index, whole] of lines.entries()) {
    const line = whole.trim()
    if (line === '' || (index === head && isHead(line))) continue
    const pass = (why: PassedOver['why']) => read.passedOver.push({ line: index + 1, text: line, why })
    const found = peopleIn(line)
    if (found.length === 0) pass('bad')
    for (const { email, name } of found) {
      if (known.has(email)) pass('repeated')
      else read.guests.push({ email, name })
      known.add(email)
    }
  }
  return read
}

const isHead = (line: string) => !line.includes('@') && cellsOf(line).length > 1

function peopleIn(line: string): Listed[] {
  const named = /^"?([^"<>]*?)"?\s*<([^<>]+)>[,;]?$/.exec(line)
  if (named) return listed(named[2] ?? '', named[1] ?? '')
  const cells = cellsOf(line)
  const emails = cells.filter(isAddress)
  const others = cells.filter((cell) => cell !== '' && !isAddress(cell))
  if (emails.length === 1) return listed(emails[0] ?? '', others.filter((cell) => !cell.includes('@')).join(' '))
  return others.length === 0 ? emails.flatMap((email) => listed(email, '')) : []
}

const listed = (email: string, name: string): Listed[] =>
  isAddress(email.trim()) ? [{ email: email.trim().toLowerCase(), name: nameFrom(name) }] : []

/** One line of as much as the API takes; half a letter at the cut goes, too. */
const nameFrom = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, longest.name)
    .replace(/\p{Cs}$/u, '')

const isAddress = (text: string) => text.length <= longest.email && address.test(text)

/** The cells of a line: between tabs where there are any, else semicolons, else commas. */
function cellsOf(line: string): string[] {
  const between = ['\t', ';'].find((one) => line.includes(one)) ?? ','
  const cells = line.match(new RegExp(`(?:^|${between})\\s*(?:"(?:[^"]|"")*"|[^${between}]*)`, 'g')) ?? []
  return cells.map((cell) =>
    cell
      .replace(new RegExp(`^${between}`), '')
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"')
      .trim(),
  )
}

/** The text of a file: UTF-8 or UTF-16 by their marks, else UTF-8 where it is that, else what spreadsheets of old wrote in. */
export function decodeList(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
