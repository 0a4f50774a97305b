import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PaymentOrigins } from './payment-origins.ts'

export interface HeaderOptions {
  https: boolean
  payment: PaymentOrigins
  /** Where signing in by other providers leads. */
  signIn: readonly string[]
}

/** Security headers for every reply. */
export function secureHeaders(server: FastifyInstance, options: HeaderOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headersFor(request, options))
  })
}

/**
 * The security headers of one reply. The policy has no nonce and no `unsafe-inline`, so that cached pages are safe to share.
 * The QR reader at the door is WebAssembly, so `/door` alone may compile it; the camera is for `/door` alone as well. A payment provider's script,
 * where one is set up, runs on the page to pay in alone: it styles what it shows and opens the windows of banks. The forms of
 * the checkout and of signing in alone lead to other sites.
 */
export function headersFor(request: FastifyRequest, options: HeaderOptions): Record<string, string> {
  if (request.url.startsWith('/api/')) return apiHeaders(request.id, options)
  const door = request.url.startsWith('/door')
  const script = payPage.test(request.url) ? options.payment.script : null
  const forms = formsOf(request.url, options)
  return {
    'content-security-policy': policy({ door, script, forms, https: options.https }),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': `camera=(${door ? 'self' : ''}), microphone=(), geolocation=(), payment=()`,
    'cross-origin-opener-policy': script ? 'same-origin-allow-popups' : 'same-origin',
    'x-request-id': request.id,
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

/** What the API gives out shows nothing and runs nothing, whoever opens it. */
const apiHeaders = (requestId: string, { https }: HeaderOptions): Record<string, string> => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-request-id': requestId,
  ...(https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})

const formsOf = (url: string, { payment, signIn }: HeaderOptions): readonly string[] =>
  url.startsWith('/checkout/') ? payment.forms : signInPage.test(url) ? signIn : []

const signInPage = /^\/(sign-in|sign-up|account\/security)([/?]|$)/
const payPage = /^\/checkout\/[^/?]+\/pay\/[^/?]+(\?|$)/

const policy = ({ door, script, forms, https }: PaymentOrigins & { door: boolean; https: boolean }) =>
  [
    "default-src 'self'",
    `script-src 'self'${door ? " 'wasm-unsafe-eval'" : ''}${script ? ` ${script.source}` : ''}`,
    `style-src 'self'${script ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...(script?.calls ?? [])].join(' '),
    ...(script ? [['frame-src', ...script.frames].join(' ')] : []),
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...forms].join(' '),
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
