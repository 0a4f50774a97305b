/** Crockford's Base 32: no I, L, O or U, so that it can be read aloud, and all of it in the alphanumeric set of QR codes. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Bytes as Base 32, most significant bit first; the last digit is filled with zero bits. */
export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += digits[(value >> (bits - 5)) & 31]
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + digits[(value << (5 - bits)) & 31] : text
}

/** The bytes of a Base 32 text, or null where it is none, or not written as `toBase32` writes it. */
export function fromBase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let bits = 0
  let value = 0
  let at = 0
  for (const character of text) {
    const digit = digits.indexOf(character)
    if (digit < 0) return null
    value = (value << 5) | digit
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = value >> bits
    value &= (1 << bits) - 1
  }
  return value === 0 && bits < 5 ? bytes : null
}
