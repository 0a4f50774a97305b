import { join } from 'node:path'
import { startChild } from './child.ts'
import { type Measured, median, report } from './compare.ts'
import { load } from './load.ts'

const file = (name: string) => join(import.meta.dirname, name)
const [rounds, seconds, connections] = [5, 6, 200]
/** At least so many reminders a second are to go out beside the sale: 100,000 people in three minutes and a half. */
const leastReminders = 500

/**
 * Holding tickets of one event while 100,000 holders of another are reminded by a worker in a process of its own, against holding alone: in turn, on the
 * same database.
 */
export async function run(): Promise<void> {
  const conflux = await startChild(file('conflux-server.ts'), ['remind'])
  const worker = await startChild(file('remind-worker.ts'), [
    conflux.info.connection ?? '',
    conflux.info.dataDir ?? '',
  ]).catch(async (error) => {
    await conflux.stop()
    throw error
  })
  try {
    const control = async (path: string) =>
      Number(await (await fetch(`http://127.0.0.1:${worker.port}${path}`, { method: 'POST' })).text())
    const { eventId, ticketTypeId } = conflux.info
    const body = JSON.stringify({ lines: [{ ticketTypeId, quantity: 1 }] })
    const request = { method: 'POST' as const, path: `/api/events/${eventId}/orders`, body }
    const sides = ['hold, alone', 'hold, while reminders go out'] as const
    const results = new Map<string, { rate: number; p50: number; p99: number; cpu: number; memory: number }[]>()
    const reminders: number[] = []
    for (let round = 0; round <= rounds; round++)
      for (const name of sides) {
        const before = name === sides[1] ? await control('/on') : 0
        const { cpu } = await conflux.used()
        const started = performance.now()
        const { statuses, ...result } = await load(conflux.port, request, { connections, seconds })
        if (Object.keys(statuses).join() !== '201') throw new Error(`${name} answered ${JSON.stringify(statuses)}`)
        const used = await conflux.used()
        // Stopping waits for the jobs under way, and what they send counts.
        const sent = name === sides[1] ? (await control('/off')) - before : 0
        if (round === 0) continue
        if (name === sides[1]) reminders.push(sent / ((performance.now() - started) / 1000))
        const one = { ...result, cpu: (used.cpu - cpu) / (result.rate * seconds), memory: used.memory }
        results.set(name, [...(results.get(name) ?? []), one])
      }
    const measured = sides.map((name): Measured => {
      const all = results.get(name) ?? []
      const of = (key: 'rate' | 'p50' | 'p99' | 'cpu' | 'memory') => median(all.map((one) => one[key]))
      return { name, rate: of('rate'), cpu: of('cpu'), p50: of('p50'), p99: of('p99'), memory: of('memory') / 2 ** 20 }
    })
    const perSecond = median(reminders)
    console.log(`${perSecond.toFixed(0)} reminders/s beside it`)
    if (perSecond < leastReminders) console.log(`fewer than the ${leastReminders}/s that the ratio is meant for`)
    const [alone, during] = measured
    report('remind', measured, { sale_during_over_alone: (during?.rate ?? 0) / (alone?.rate ?? 0) })
  } finally {
    await Promise.all([worker.stop(), conflux.stop()])
  }
}
