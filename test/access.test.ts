import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { api } from '../src/api.ts'
import { newId } from '../src/db/id.ts'
import type { Access } from '../src/http/contract.ts'
import { orderSecret } from '../src/modules/orders/codes.ts'
import { expected, expectedOfCohosts, expectedOfKeys, expectedOfLeastKeys, type Outcome } from './access.expected.ts'
import type { Rehearsed } from './rehearsal.ts'
import { type Ask, endpointOf, injectOf, requests } from './requests.ts'
import { openStage, type Stage } from './stage.ts'
import { type Kind, kinds } from './world.ts'

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(() => stage.close())

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
        for (const headers of [stage.world.asCookie(kind), isPublic ? undefined : stage.world.asBearer(kind)]) {
          if (!headers) continue
          const reply = await stage.call(injectOf(endpointOf(name), side === 'own' ? own : foreign, headers))
          check(reply, outcome, `${name} by ${kind}, ids of the ${side} organization, ${Object.keys(headers)}`)
          calls++
        }
      }
    const cohost = await stage.call(injectOf(endpointOf(name), own, stage.world.asCohost()))
    check(cohost, expectedOfCohosts[name] ?? rule('foreign'), `${name} by a co-host`)
    for (const [scopes, side] of keysFor(name)) {
      const ask = side === 'own' ? own : foreign
      const reply = await stage.call(injectOf(endpointOf(name), ask, stage.world.asKey(scopes)))
      const who = `a key with ${scopes} scopes, ids of the ${side} organization`
      check(reply, outcomeOfKey(name, scopes, side), `${name} by ${who}`)
      calls++
    }
    context.diagnostic(`${calls + 1} calls`)
  })

test('the secret of an order that is no more opens nothing', async () => {
  const orderId = newId()
  const opens = { 'order-secret': orderSecret(stage.secret, orderId) }
  const names = Object.keys(expected).filter((name) => isForOrders(api[endpointOf(name) as keyof typeof api].access))
  assert.ok(names.length > 10)
  const others: string[] = []
  for (const name of names) {
    const ask = askOf(name, 'own')
    const { status, text } = await stage.call(
      injectOf(endpointOf(name), { ...ask, params: { ...ask.params, orderId } }, opens),
    )
    if (status !== 404 && !(name.startsWith('GET ') && isNothing(text)))
      others.push(`${name}: ${status} ${text.slice(0, 200)}`)
  }
  assert.deepEqual(others, [])
})

/** A list without items, or nothing in place of one thing. */
const isNothing = (text: string) =>
  Object.values(JSON.parse(text)).every((value) => value === null || isDeepStrictEqual(value, []))

const isForOrders = (access: Access) => typeof access === 'object' && 'order' in access

const askOf = (name: string, side: 'own' | 'foreign'): Ask => requests[name]?.(stage.here(side)) ?? {}

/** What the people of the first organization are to the other one: strangers, but for its owner. */
function seenFromElsewhere(kind: Kind): Kind {
  if (kind === 'foreign') return 'owner'
  if (kind === 'secret') return 'stranger'
  return kind === 'stranger' || kind === 'administrator' ? kind : 'attendee'
}

/** What belongs to no organization is the same to every key. */
const keysFor = (name: string): readonly (readonly ['all' | 'least', 'own' | 'foreign'])[] =>
  name in expectedOfKeys
    ? [
        ['all', 'own'],
        ['least', 'own'],
        ['all', 'foreign'],
      ]
    : [['all', 'own']]

function outcomeOfKey(name: string, scopes: 'all' | 'least', side: 'own' | 'foreign'): Outcome {
  const told = expectedOfKeys[name]
  if (told !== undefined && side === 'foreign') return 404
  if (told !== undefined) return scopes === 'all' || expectedOfLeastKeys.includes(name) ? told : 403
  const outside = expected[name]?.('stranger') ?? 404
  return outside === 401 ? 403 : outside
}

function check({ status, type, text, untouched }: Rehearsed, outcome: Outcome, who: string) {
  const told = `${who}: ${status} ${text.slice(0, 300)}`
  if (outcome === 'in') return assert.ok(status >= 200 && status < 300, told)
  if (typeof outcome === 'object') return assert.equal(status, outcome.in, told)
  assert.equal(status, outcome, told)
  assert.equal(type, 'application/problem+json', told)
  assert.ok(untouched, `changed the database: ${told}`)
}
