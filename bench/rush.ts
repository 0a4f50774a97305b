import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { compare, type Measured, report, type Side } from './compare.ts'

const file = (name: string) => join(import.meta.dirname, name)
const buyer = { name: 'Marta Quintela', email: 'marta@quintela.example' }

/**
 * Buying in a rush, over HTTP: holds on one hot ticket type, whole purchases, refusals, and holds beside a thousand and a million tickets
 * already sold, against a no-op POST through the same stack, and that against a bare server; and holds decided together against one
 * transaction for each buyer. A purchase is a hold with its buyer, the confirmation of an order of total 0, and its tickets: two requests.
 */
export async function run(): Promise<void> {
  const conflux = await startChild(file('conflux-server.ts'), ['rush'])
  const children: Child[] = [conflux]
  try {
    const bare = await startChild(file('bare-server.ts'), ['application/json', '60'])
    children.push(bare)
    const { hot, free, gone, thousand, million } = eventsOf(conflux.info)
    const side = (name: string, path: string, body: object, expect = '201', child = conflux): Side => ({
      name,
      port: child.port,
      used: child.used,
      expect: [expect],
      request: { method: 'POST', path, body: JSON.stringify(body) },
    })
    const hold = (name: string, sale: Sale, expect?: string) =>
      side(name, `/api/events/${sale.eventId}/orders`, cartOf(sale), expect)
    const rush = await compare(
      [
        side('bare POST', '/', cartOf(hot), '200', bare),
        side('no-op POST', '/api/bench/noop', cartOf(hot), '200'),
        hold('hold', hot),
        purchaseOf(hold('purchase', free)),
        hold('refused, sold out', gone, '409'),
        hold('hold, 1,000 sold', thousand),
        hold('hold, 1,000,000 sold', million),
      ],
      { connections: 200, seconds: 2 },
    )
    const queue = await compare(
      [
        hold('hold, 32 connections', hot),
        side('one transaction each', `/api/bench/${hot.eventId}/single`, cartOf(hot)),
      ],
      { connections: 32, seconds: 2 },
    )
    const rate = ratesOf([...rush, ...queue])
    report('rush', [...rush, ...queue], {
      noop_over_bare: rate('no-op POST') / rate('bare POST'),
      hold_over_noop: rate('hold') / rate('no-op POST'),
      hold_over_single: rate('hold, 32 connections') / rate('one transaction each'),
      purchase_over_noop: rate('purchase') / rate('no-op POST'),
      million_over_thousand: rate('hold, 1,000,000 sold') / rate('hold, 1,000 sold'),
      refused_over_noop: rate('refused, sold out') / rate('no-op POST'),
    })
  } finally {
    await Promise.all(children.map((child) => child.stop()))
  }
}

interface Sale {
  eventId: string
  ticketTypeId: string
}

/** What the server made for us, by name. */
const eventsOf = (info: Record<string, string>) => JSON.parse(info.sales ?? '{}') as Record<SaleName, Sale>
type SaleName = 'hot' | 'free' | 'gone' | 'thousand' | 'million'

const cartOf = ({ ticketTypeId }: Sale) => ({ lines: [{ ticketTypeId, quantity: 1 }] })

/** A hold with its buyer, and then the confirmation that makes the tickets. */
function purchaseOf(hold: Side): Side {
  const body = JSON.stringify({ ...JSON.parse(hold.request.body ?? '{}'), buyer })
  const next = (answer: string) => {
    const { id, secret } = JSON.parse(answer) as { id: string; secret: string }
    return {
      method: 'POST' as const,
      path: `/api/orders/${id}/payments`,
      headers: { 'order-secret': secret },
      body: '{}',
    }
  }
  return { ...hold, request: { ...hold.request, body, next } }
}

const ratesOf = (measured: readonly Measured[]) => (name: string) =>
  measured.find((one) => one.name === name)?.rate ?? Number.NaN
