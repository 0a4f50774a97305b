import { inflateSync } from 'node:zlib'

/**
 * The font in a WOFF 1.0 file (W3C) as plain OpenType. PDFKit reads WOFF itself, but its inflate fails on some tables of the fonts
 * we use.
 */
export function openTypeOf(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file')
  const tables = tablesOf(woff)
  const header = sfntHeader(woff.readUInt32BE(4), tables.length)
  const directory = Buffer.alloc(tables.length * 16)
  let offset = header.length + directory.length
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    directory.write(tag, index * 16, 'latin1')
    directory.writeUInt32BE(checksum, index * 16 + 4)
    directory.writeUInt32BE(offset, index * 16 + 8)
    directory.writeUInt32BE(bytes.length, index * 16 + 12)
    offset += padded(bytes.length)
  }
  return Buffer.concat([header, directory, ...tables.map(({ bytes }) => Buffer.concat([bytes], padded(bytes.length)))])
}

interface Table {
  tag: string
  checksum: number
  bytes: Buffer
}

/** Header 44 bytes, then 20 for each table: tag, offset, compressed length, length, checksum. */
function tablesOf(woff: Buffer): Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_unused, index) => {
    const at = 44 + index * 20
    const [offset, compressed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
    ]
    const stored = woff.subarray(offset, offset + compressed)
    const bytes = compressed < length ? inflateSync(stored) : stored
    return { tag: woff.toString('latin1', at, at + 4), checksum: woff.readUInt32BE(at + 16), bytes }
  })
}

/** Version, number of tables, and three numbers for binary search that readers of today leave alone. */
function sfntHeader(version: number, count: number): Buffer {
  const header = Buffer.alloc(12)
  const power = 2 ** Math.floor(Math.log2(count))
  header.writeUInt32BE(version, 0)
  header.writeUInt16BE(count, 4)
  header.writeUInt16BE(power * 16, 6)
  header.writeUInt16BE(Math.log2(power), 8)
  header.writeUInt16BE((count - power) * 16, 10)
  return header
}

const padded = (length: number) => Math.ceil(length / 4) * 4
