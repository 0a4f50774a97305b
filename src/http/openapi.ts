import type { TSchema } from 'typebox'
import { paramsSchema } from './call.ts'
import { type Access, type Endpoint, isFileBody, isFileReply, methodAndPath, type Table } from './contract.ts'

/** The OpenAPI 3.1 document of a table of endpoints. TypeBox schemas are JSON Schema 2020-12, which 3.1 takes as it is. */
export function openapiOf(table: Table, server: { url: string; version: string }) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [key, endpoint] of Object.entries(table)) {
    const { method, path } = methodAndPath(key)
    const at = path.replace(/:(\w+)/g, '{$1}')
    paths[at] = { ...paths[at], [method.toLowerCase()]: operationOf(key, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Conflux',
      version: server.version,
      description: 'Events, tickets, doors. Amounts are in minor units; instants in UTC.',
    },
    servers: [{ url: server.url }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: { type: 'apiKey', in: 'cookie', name: 'conflux.session_token' },
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'cfx_…', description: 'An API key of an organization' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

function operationOf(key: string, endpoint: Endpoint) {
  const { path } = methodAndPath(key)
  const open = isOpen(endpoint.access)
  return {
    operationId: key.replace(/[^A-Za-z]+/g, '_'),
    summary: endpoint.summary,
    description: `Access: ${accessText(endpoint.access)}.`,
    tags: [endpoint.tag ?? path.split('/')[2] ?? 'api'],
    security: open ? [] : [{ bearer: [] }, { session: [] }, ...keySecurity(endpoint)],
    parameters: [
      ...parametersOf(paramsSchema(key), 'path'),
      ...(endpoint.query ? parametersOf(endpoint.query, 'query') : []),
      ...(endpoint.idempotent ? [idempotencyHeader] : []),
    ],
    ...(endpoint.body ? { requestBody: { required: true, content: contentOf(endpoint.body) } } : {}),
    responses: {
      [endpoint.reply ? (endpoint.status ?? 200) : 204]: {
        description: 'Success',
        ...(endpoint.reply ? { content: contentOf(endpoint.reply) } : {}),
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

/** Endpoints that a key may call, with the scope it takes. */
const keySecurity = ({ access, stepUp, inPerson }: Endpoint) =>
  typeof access === 'object' && 'permission' in access && !stepUp && !inPerson ? [{ key: [access.permission] }] : []

function contentOf(body: NonNullable<Endpoint['body'] | Endpoint['reply']>) {
  if (isFileBody(body as Endpoint['body']) || isFileReply(body as Endpoint['reply'])) {
    const types = (body as { file: readonly string[] }).file
    return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
  }
  return { 'application/json': { schema: body } }
}

function parametersOf(schema: TSchema, place: 'path' | 'query') {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, TSchema>; required?: string[] }
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }))
}

const isOpen = (access: Access): boolean =>
  access === 'public' ||
  (typeof access === 'object' && ('order' in access || 'ticket' in access || 'transfer' in access || 'guest' in access))

/** A rule of access in words, for the reference. */
export function accessText(access: Access): string {
  if (typeof access === 'string') return access
  if ('self' in access) return `the person named by ${access.self}`
  if ('order' in access) return 'the owner of the order, or the bearer of its secret'
  if ('ticket' in access) return 'the owner of the ticket, or the bearer of its secret'
  if ('transfer' in access) return 'whom the ticket is offered to, or the bearer of its secret'
  if ('guest' in access) return 'whom the invitation is for'
  if ('anyOf' in access) return access.anyOf.map(accessText).join(' or ')
  return `members with the permission ${access.permission}`
}

const idempotencyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body give the same answer, for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 128 },
}

const problemSchema = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'detail'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    requestId: { type: 'string' },
    retryAfter: { type: 'integer' },
  },
}
