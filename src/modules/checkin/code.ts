/** What a scanner read or a person typed: a whole ticket code, or the short one printed beneath it. */
export type ReadCode = { code: string } | { shortCode: string }

/** Letters and digits of a short code. */
const shortLength = 12

/**
 * Reads what came from a QR code or a keyboard. Case, blanks and hyphens do not matter, and letters that Crockford's Base 32 leaves out
 * because they look like digits are those digits: O is 0, I and L are 1.
 */
export function readCode(text: string): ReadCode {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return code.length <= shortLength ? { shortCode: code } : { code }
}
