import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeBus } from './bus.ts'
import { type RelayedFact, type SharedFact, tellFacts } from './shared-facts.ts'

const paid = (eventId: string): SharedFact => ({ fact: 'order.paid', payload: { orderId: 'o', eventId } })

/** A bus of one process, and what it complains of. */
function ownBus() {
  const complaints: string[] = []
  const note = (_data: object, message: string) => void complaints.push(message)
  return { bus: makeBus([], { warn: note, error: note }), complaints }
}

test('alone, a process hears what it tells itself, at once and until it stops', () => {
  const { bus, complaints } = ownBus()
  const heard: unknown[] = []
  const stop = bus.subscribe('facts', (facts) => void heard.push(facts))
  bus.publish('facts', [paid('a')])
  assert.deepEqual(heard, [[paid('a')]])
  stop()
  bus.publish('facts', [paid('b')])
  assert.equal(heard.length, 1)
  assert.deepEqual(complaints, [])
})

test('one listener that fails takes the news from no other, nor from who tells it', () => {
  const { bus, complaints } = ownBus()
  const heard: unknown[] = []
  bus.subscribe('facts', () => {
    throw new Error('no')
  })
  bus.subscribe('facts', (facts) => void heard.push(facts))
  bus.publish('facts', [paid('a')])
  assert.equal(heard.length, 1)
  assert.equal(complaints.length, 1)
})

test('of relayed facts the shared ones are told, each once, and few at a time', () => {
  const { bus } = ownBus()
  const heard: (readonly SharedFact[])[] = []
  bus.subscribe('facts', (facts) => void heard.push(facts))
  const rush = Array.from({ length: 300 }, (): RelayedFact => ({ fact: 'stock.changed', payload: { eventId: 'hot' } }))
  const mail: RelayedFact = {
    fact: 'tickets.link_asked',
    payload: { asked: 'x', email: 'a@example.org', language: 'en' },
  }
  const others = Array.from({ length: 100 }, (_, n): RelayedFact => paid(crypto.randomUUID().slice(0, 30) + n))
  tellFacts(bus, [...rush, mail, ...others])
  assert.deepEqual(heard.flat(), [{ fact: 'stock.changed', payload: { eventId: 'hot' } }, ...others])
  for (const facts of heard) assert.ok(JSON.stringify(facts).length < 7000)
})
