import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { InjectOptions } from 'fastify'
import sharp from 'sharp'
import { api } from '../src/api.ts'
import { methodAndPath } from '../src/http/contract.ts'
import { sandboxWebhook } from '../src/modules/money/gateways/sandbox.ts'
import { expected, type Outcome } from './access.expected.ts'
import { openTestApp } from './harness.ts'
import { type Rehearsal, type Rehearsed, rehearsal } from './rehearsal.ts'
import { type Ask, endpointOf, type Here, requests } from './requests.ts'
import { type Kind, kinds, makeWorld, type World } from './world.ts'

let world: World
let stage: Rehearsal
let here: Omit<Here, 'side'>
let close: () => Promise<void>

before(async () => {
  const app = await openTestApp({ PORT: '9' })
  world = await makeWorld(app)
  stage = await rehearsal(app)
  const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#257' } })
    .png()
    .toBuffer()
  here = { world, image, webhook: await sandboxWebhook(app.app.services, world.own.paymentRef) }
  close = async () => {
    await stage.close()
    await app.close()
  }
})
after(() => close())

test('every endpoint is expected, and every endpoint that is expected is there', () => {
  const real = Object.keys(api).sort()
  assert.deepEqual([...new Set(Object.keys(expected).map(endpointOf))].sort(), real)
  assert.deepEqual(Object.keys(requests).sort(), Object.keys(expected).sort())
})

for (const [name, rule] of Object.entries(expected))
  test(name, async (context) => {
    const [own, foreign] = [askOf(name, 'own'), askOf(name, 'foreign')]
    let calls = 0
    for (const side of isDeepStrictEqual(own, foreign) ? (['own'] as const) : (['own', 'foreign'] as const))
      for (const kind of kinds) {
        const outcome = rule(side === 'own' ? kind : seenFromElsewhere(kind))
        // Who they are makes no difference where all are let in, so they need not say so in two ways.
        const isPublic = kinds.every((any) => rule(any) === 'in')
        for (const headers of [world.asCookie(kind), isPublic ? undefined : world.asBearer(kind)]) {
          if (!headers) continue
          const reply = await stage.call(callOf(endpointOf(name), side === 'own' ? own : foreign, headers))
          check(reply, outcome, `${name} by ${kind}, ids of the ${side} organization, ${Object.keys(headers)}`)
          calls++
        }
      }
    context.diagnostic(`${calls} calls`)
  })

const askOf = (name: string, side: 'own' | 'foreign'): Ask => requests[name]?.({ ...here, side: world[side] }) ?? {}

/** What the people of the first organization are to the other one: strangers, but for its owner. */
function seenFromElsewhere(kind: Kind): Kind {
  if (kind === 'foreign') return 'owner'
  if (kind === 'secret') return 'stranger'
  return kind === 'stranger' || kind === 'administrator' ? kind : 'attendee'
}

function check({ status, type, text, untouched }: Rehearsed, outcome: Outcome, who: string) {
  const told = `${who}: ${status} ${text.slice(0, 300)}`
  if (outcome === 'in') return assert.ok(status >= 200 && status < 300, told)
  if (typeof outcome === 'object') return assert.equal(status, outcome.in, told)
  assert.equal(status, outcome, told)
  assert.equal(type, 'application/problem+json', told)
  assert.ok(untouched, `changed the database: ${told}`)
}

function callOf(
  key: string,
  { params = {}, query = {}, body, file, headers }: Ask,
  who: Record<string, string>,
): InjectOptions {
  const { method, path } = methodAndPath(key)
  const at = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(query).toString()
  const content = file ? { 'content-type': file.type } : body ? { 'content-type': 'application/json' } : {}
  const payload = file ? Buffer.from(file.bytes) : body && JSON.stringify(body)
  return {
    method: method as 'GET',
    url: search ? `${at}?${search}` : at,
    headers: { ...content, ...headers, ...who },
    ...(payload === undefined ? {} : { payload }),
  }
}
