import type { FastifyRequest } from 'fastify'
import { refuse } from '../errors.ts'

/** A name or an address, and perhaps a port: nothing that could pass for a path. */
const hostPattern = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i

/** The address a request asks for. Refuses `bad_request` where its path and its Host header make none. */
export function addressOf({ protocol, host, url }: FastifyRequest): URL {
  const path = url.replace(/^https?:\/\/[^/?]*/i, '')
  const address = hostPattern.test(host) ? URL.parse(`${protocol}://${host}${path}`) : null
  return address ?? refuse('bad_request')
}

/**
 * Whether a path leads to the pages for development. The router of the pages minds neither case nor escapes, and a client may leave dots in.
 * Most paths are told apart without being read as an address.
 */
export function isDevelopmentPath(request: FastifyRequest): boolean {
  return /dev|%/i.test(request.url) && /^\/+dev(\/|$)/i.test(unescaped(addressOf(request).pathname))
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
