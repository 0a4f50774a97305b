import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { catalogueOf } from '../../lang/catalogue.ts'
import { Refusal } from '../errors.ts'
import type { Operation } from './call.ts'
import { type FileContent, type FileStream, isFileBody, isFileReply, methodAndPath } from './contract.ts'
import { problemOf, refusalOf } from './problem.ts'
import type { CallRequest } from './request.ts'

/** The most bytes of a JSON body. */
const jsonLimit = 256 * 1024

/** Puts every operation on the server: one route each, all through the same few lines. */
export function mount(
  server: FastifyInstance,
  operations: Iterable<Operation>,
  requestOf: (request: FastifyRequest) => CallRequest,
): void {
  const all = [...operations]
  const takesFile = ({ endpoint }: Operation) => isFileBody(endpoint.body)
  addRoutes(
    server,
    all.filter((operation) => !takesFile(operation)),
    requestOf,
  )
  // Bodies that are files arrive as the bytes sent, JSON too: a webhook is signed over them.
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    addRoutes(scope, all.filter(takesFile), requestOf)
  })
}

function addRoutes(
  server: FastifyInstance,
  operations: readonly Operation[],
  requestOf: (request: FastifyRequest) => CallRequest,
): void {
  for (const operation of operations) {
    const { method, path } = methodAndPath(operation.key)
    const { body, tag } = operation.endpoint
    server.route({
      method,
      url: path,
      bodyLimit: isFileBody(body) ? body.maximumBytes + 1024 : jsonLimit,
      handler: (request, reply) => answer(operation, request, reply, requestOf(request)),
      // Fastify's own refusals never reach the handler.
      errorHandler: (error, request, reply) => sendProblem(error, request, reply, requestOf(request), tag === 'compat'),
    })
  }
}

async function answer(operation: Operation, request: FastifyRequest, reply: FastifyReply, call: CallRequest) {
  const { endpoint } = operation
  try {
    const input = {
      params: request.params as Record<string, string>,
      query: { ...(request.query as object) },
      body: isFileBody(endpoint.body) ? fileOf(request) : request.body,
    }
    const result = await operation.run(input, call)
    if (call.cookies.length > 0) reply.header('set-cookie', call.cookies)
    reply.header('cache-control', 'no-store')
    if (endpoint.reply === undefined) return reply.status(204).send()
    reply.status(call.status ?? endpoint.status ?? 200)
    if (isFileReply(endpoint.reply)) return sendFile(reply, result as FileContent | FileStream)
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(result))
  } catch (error) {
    return sendProblem(error, request, reply, call, endpoint.tag === 'compat')
  }
}

const fileOf = (request: FastifyRequest): FileContent | undefined =>
  Buffer.isBuffer(request.body) ? { type: mediaType(request.headers['content-type']), bytes: request.body } : undefined

const mediaType = (header: string | undefined) => (header ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

const sandboxedHeaders = {
  'content-security-policy':
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
}

function sendFile(reply: FastifyReply, file: FileContent | FileStream) {
  reply.type(file.type)
  if (file.name !== undefined)
    reply.header('content-disposition', `attachment; filename="${file.name.replace(/[^\w.-]+/g, '-')}"`)
  if ('stream' in file)
    return reply.headers({ 'cache-control': 'private, no-store', 'content-length': file.bytes }).send(file.stream)
  reply.header('cache-control', file.cache ?? 'private, no-store')
  if (file.framed) reply.headers(sandboxedHeaders)
  if (file.revalidates && isKnown(reply, file)) return reply.status(304).send()
  return reply.send(typeof file.bytes === 'string' ? file.bytes : Buffer.from(file.bytes))
}

/** Puts the ETag of a file on the answer, and says whether its reader has it already. */
function isKnown(reply: FastifyReply, { bytes }: FileContent): boolean {
  const tag = `"${hash('sha1', bytes, 'base64url')}"`
  reply.header('etag', tag)
  const known = reply.request.headers['if-none-match'] ?? ''
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}

/**
 * Answers with a problem document; logs what is our own fault, once, under the request's id. The programs behind `compat` compare
 * the sentence in `error`, so it is English whatever the reader's language.
 */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  call: CallRequest,
  compat = false,
) {
  const ofTheServer = httpRefusal(error)
  const refusal = ofTheServer ?? refusalOf(error, call.id)
  if (!ofTheServer && refusal !== error) request.log.error({ err: error }, 'request failed')
  const document = problemOf(refusal, catalogueOf(call.language), call.id)
  if (document.retryAfter !== undefined) reply.header('retry-after', document.retryAfter)
  if (call.cookies.length > 0) reply.header('set-cookie', call.cookies)
  return reply
    .status(document.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify(compat ? { ...document, error: problemOf(refusal, catalogueOf('en'), call.id).detail } : document),
    )
}

/** Fastify's own refusals (unreadable JSON, too large a body, unknown media type) as ours. */
function httpRefusal(error: unknown): Refusal | undefined {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return new Refusal('body_too_large', { limit: jsonLimit })
  if (status === 415) return new Refusal('unsupported_media_type')
  return typeof status === 'number' && status >= 400 && status < 500 ? new Refusal('bad_request') : undefined
}
