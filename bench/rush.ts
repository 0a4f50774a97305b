import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { compare, report, type Side } from './compare.ts'

const options = { connections: 200, seconds: 2 }
const file = (name: string) => join(import.meta.dirname, name)

/** Buying: a hold on one hot ticket type against a no-op POST through the same stack, and that against a bare server. */
export async function run(): Promise<void> {
  const conflux = await startChild(file('conflux-server.ts'))
  const children: Child[] = [conflux]
  try {
    const bare = await startChild(file('bare-server.ts'), ['application/json', '60'])
    children.push(bare)
    const body = JSON.stringify({ lines: [{ ticketTypeId: conflux.info.ticketTypeId, quantity: 1 }] })
    const side = (name: string, child: Child, path: string, expect: string): Side => ({
      name,
      port: child.port,
      cpu: child.cpu,
      expect: [expect],
      request: { method: 'POST', path, body },
    })
    const measured = await compare(
      [
        side('bare POST', bare, '/', '200'),
        side('no-op POST', conflux, '/api/bench/noop', '200'),
        side('hold', conflux, `/api/events/${conflux.info.eventId}/orders`, '201'),
      ],
      options,
    )
    const rate = (index: number) => measured[index]?.rate ?? 0
    report('rush', measured, { noop_over_bare: rate(1) / rate(0), hold_over_noop: rate(2) / rate(1) })
  } finally {
    await Promise.all(children.map((child) => child.stop()))
  }
}
