import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Security headers for every reply. */
export function secureHeaders(server: FastifyInstance, options: { https: boolean }): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headersFor(request, options))
  })
}

/**
 * The security headers of one reply. The policy has no nonce and no `unsafe-inline`, so that cached pages are safe to share.
 * The QR reader at the door is WebAssembly, so `/door` alone may compile it; the camera is for `/door` alone as well.
 */
export function headersFor(request: FastifyRequest, options: { https: boolean }): Record<string, string> {
  const door = request.url.startsWith('/door')
  return {
    'content-security-policy': policy(door, options.https),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': `camera=(${door ? 'self' : ''}), microphone=(), geolocation=(), payment=()`,
    'cross-origin-opener-policy': 'same-origin',
    'x-request-id': request.id,
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

const policy = (door: boolean, https: boolean) =>
  [
    "default-src 'self'",
    `script-src 'self'${door ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
