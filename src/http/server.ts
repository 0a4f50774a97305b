import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { Refusal } from '../errors.ts'
import { headersFor, secureHeaders } from './headers.ts'
import { sendProblem } from './mount.ts'
import { paymentOrigins } from './payment-origins.ts'
import { refuseCrossSite } from './read-request.ts'
import type { CallRequest } from './request.ts'
import { signInOrigins } from './sign-in-origins.ts'

export interface ServerOptions {
  config: Config
  /** Certificate and key when TLS is on. */
  tls: { cert: string; key: string } | undefined
  requestOf(request: FastifyRequest): CallRequest
  /** Takes the lines of the log in place of standard output. */
  logTo?: LogLines
}

/** Where the log goes: one JSON object a line. */
export interface LogLines {
  write(line: string): void
}

/** A Fastify server with our headers, request ids, logs without secrets or personal data, refusals, and nothing else on it. */
export function makeServer({ config, tls, requestOf, logTo }: ServerOptions): FastifyInstance {
  // Browsers would hold every other program on this machine to https, too.
  const https = config.publicUrl.startsWith('https:') && config.tls.kind !== 'self-signed'
  const headers = { https, payment: paymentOrigins(config.payments), signIn: signInOrigins(config.signIn) }
  const server = fastify({
    ...(tls ? { https: tls } : {}),
    // So many proxies are ours; what stands before them in X-Forwarded-For may be invented.
    trustProxy: config.trustProxy === 0 ? false : (_address, hop) => hop < config.trustProxy,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 500 },
    logger: {
      level: config.logLevel,
      serializers: { req: loggedRequest, res: (reply) => ({ status: reply.statusCode }), err: loggedError },
      ...(logTo ? { stream: logTo } : {}),
    },
    // A path that cannot be read reaches no route and no hook.
    frameworkErrors: (error, request, reply) => {
      reply.headers(headersFor(request, headers))
      return sendProblem(error, request, reply, requestOf(request))
    },
    // Its type tells plain from TLS servers; nothing after this does.
  }) as unknown as FastifyInstance
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.addHook('onRequest', async (request) => refuseCrossSite(request))
  secureHeaders(server, headers)
  allowOrigins(server, config.corsOrigins)
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, requestOf(request)))
  server.setNotFoundHandler((request, reply) =>
    sendProblem(new Refusal('not_found'), request, reply, requestOf(request)),
  )
  return server
}

/** The path without its query, which may carry the secret of a link, and without what switches somebody's mails off; ids in paths name no person. */
const loggedRequest = ({ method, url }: FastifyRequest) => ({
  method,
  path: url.split('?')[0]?.replace(/(\/unsubscribe\/).+/i, '$1…'),
})

/** What of an error is logged. The `detail` of PostgreSQL's quotes the row at fault, which may be a person's. */
function loggedError(error: Error): { type: string; message: string; stack: string } {
  const known = error as Error & { code?: unknown; constraint?: unknown; table?: unknown }
  const { name, message, stack = '', code, constraint, table } = known
  return { type: name, message, stack, ...{ code, constraint, table } }
}

/** CORS for programs on other origins that send a bearer token: never with cookies. */
function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (origin === undefined || !origins.includes(origin)) return
    reply.headers({ 'access-control-allow-origin': origin, vary: 'Origin' })
    if (request.method !== 'OPTIONS') return
    reply.headers({
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key, order-secret',
      'access-control-max-age': '600',
    })
    return reply.status(204).send()
  })
}
