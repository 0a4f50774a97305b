import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A PNG of one bit per pixel in grey (ISO/IEC 15948): `true` is black. Each module of the matrix becomes a square of `scale` pixels. Small
 * enough to go into a mail.
 */
export function bitmapPng(modules: readonly (readonly boolean[])[], scale: number): Buffer {
  const width = (modules[0]?.length ?? 0) * scale
  const height = modules.length * scale
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Bit depth 1, colour type 0 (grey); compression, filter and interlace have one standard value.
  header[8] = 1
  const rows = modules.flatMap((row) => Array.from({ length: scale }, () => packed(row, scale)))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** One row: a byte for "no filter", then eight pixels a byte. */
function packed(row: readonly boolean[], scale: number): Buffer {
  const line = Buffer.alloc(1 + Math.ceil((row.length * scale) / 8), 0xff)
  line[0] = 0
  for (const [index, isBlack] of row.entries()) {
    if (!isBlack) continue
    for (let x = index * scale; x < (index + 1) * scale; x++) {
      const at = 1 + (x >> 3)
      line[at] = Number(line[at]) & ~(0x80 >> (x & 7))
    }
  }
  return line
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(typed.length + 8)
  framed.writeUInt32BE(data.length, 0)
  typed.copy(framed, 4)
  framed.writeUInt32BE(crc32(typed), typed.length + 4)
  return framed
}
