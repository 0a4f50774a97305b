/** What Node.js says of a connection that cannot be made or broke. */
const network = new Set<unknown>(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])

/** What `pg` says, without a code, of a connection that broke, or that it waited for too long. */
const broken =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/**
 * Whether a query failed because the database is not there just now: it cannot be reached, it is starting or stopping, or it has no connection
 * left (SQLSTATE classes 08 and 57P, and 53300). What was asked may be right; it can be asked again.
 */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === undefined) return broken.test(error.message)
  // A server on a Unix socket that does not run has no socket either.
  return network.has(code) || (code === 'ENOENT' && syscall === 'connect') || /^(08...|57P..|53300)$/.test(code)
}
