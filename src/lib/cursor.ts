/** Where a list goes on: the sort key of the last row shown, as opaque text for the next request. */
export const writeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/**
 * The sort key in a cursor, or undefined when its parts are not as the patterns say: cursors come back from strangers, and
 * their parts go into queries.
 */
export function readCursor(text: string, patterns: readonly RegExp[]): string[] | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(key) || key.length !== patterns.length) return undefined
    const parts = key.map(String)
    return parts.every((part, index) => patterns[index]?.test(part)) ? parts : undefined
  } catch {
    return undefined
  }
}

/** Patterns of the usual parts of a cursor. */
export const cursorParts = {
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  instant: /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
  integer: /^\d{1,9}$/,
} as const
