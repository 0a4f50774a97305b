/** Where a list goes on: the sort key of the last row shown, as opaque text for the next request. */
export const writeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/**
 * The sort key in a cursor, or undefined when its parts are not what they should be: cursors come back from strangers, and
 * their parts go into queries.
 */
export function readCursor(text: string, checks: readonly CursorPart[]): string[] | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(key) || key.length !== checks.length) return undefined
    const parts = key.map(String)
    return parts.every((part, index) => checks[index]?.(part)) ? parts : undefined
  } catch {
    return undefined
  }
}

/** Whether a part of a cursor may go into a query. */
type CursorPart = (part: string) => boolean

/** Checks of the usual parts of a cursor; an instant is a moment there is, from the year 1000 on. */
export const cursorParts = {
  id: (part) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(part),
  instant: (part) => /^[1-9]\d{3}-.{10,20}Z$/.test(part) && new Date(Date.parse(part) || 0).toISOString() === part,
  integer: (part) => /^\d{1,9}$/.test(part),
  currency: (part) => /^[A-Z]{3}$/.test(part),
} as const satisfies Record<string, CursorPart>
