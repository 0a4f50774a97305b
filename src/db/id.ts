import { randomFillSync } from 'node:crypto'

const random = Buffer.alloc(16 * 256)
let used = random.length

/** The millisecond of the last id, and where its count is. */
let lastTime = -1
let count = 0

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 12 of a count within the millisecond (§6.2, method 1), then 62 random bits. Sorts by time of
 * making; of one process and one moment in the order they were made, two thousand of them at least.
 */
export function newId(now = Date.now()): string {
  if (used >= random.length) {
    randomFillSync(random)
    used = 0
  }
  const bytes = random.subarray(used, used + 16)
  used += 16
  // Begun in the lower half, so that there is room to count.
  count = now === lastTime ? count + 1 : bytes.readUInt16BE(6) & 0x7ff
  lastTime = now
  if (count > 0xfff) return newId(now + 1)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes[8] = 0x80 | (Number(bytes[8]) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** When a UUIDv7 was made, to the millisecond. */
export const madeAt = (id: string): Date => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
