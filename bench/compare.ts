import { cpus, totalmem } from 'node:os'
import { type Load, type LoadRequest, load } from './load.ts'

/** One thing to measure: a server process and the request to send it. */
export interface Side {
  name: string
  port: number
  request: LoadRequest
  /** What the server process has used: CPU microseconds so far, bytes of memory now. */
  used(): Promise<{ cpu: number; memory: number }>
  /** Statuses that count as doing the work. */
  expect: readonly string[]
}

export interface Measured {
  name: string
  /** Medians over the rounds: answers per second, CPU microseconds per answer, milliseconds. */
  rate: number
  cpu: number
  p50: number
  p99: number
  /** Memory of the server process after the last round, in MB. */
  memory: number
}

const rounds = 5

/** Measures the sides in turn, five rounds after one to warm up, and gives the medians. Both sides see the same moods of the machine. */
export async function compare(
  sides: readonly Side[],
  options: { connections: number; seconds: number },
): Promise<Measured[]> {
  const results = new Map<Side, { load: Load; cpu: number; memory: number }[]>(sides.map((side) => [side, []]))
  for (let round = 0; round <= rounds; round++)
    for (const side of sides) {
      const before = await side.used()
      const result = await load(side.port, side.request, options)
      const { cpu: after, memory } = await side.used()
      refuseOthers(side, result)
      const cpu = (after - before.cpu) / (result.rate * options.seconds)
      if (round > 0) results.get(side)?.push({ load: result, cpu, memory })
    }
  return sides.map((side) => {
    const all = results.get(side) ?? []
    return {
      name: side.name,
      rate: median(all.map((one) => one.load.rate)),
      cpu: median(all.map((one) => one.cpu)),
      p50: median(all.map((one) => one.load.p50)),
      p99: median(all.map((one) => one.load.p99)),
      memory: (all.at(-1)?.memory ?? 0) / 2 ** 20,
    }
  })
}

function refuseOthers(side: Side, { statuses }: Load): void {
  const others = Object.keys(statuses).filter((status) => !side.expect.includes(status))
  if (others.length > 0 || Object.keys(statuses).length === 0)
    throw new Error(`${side.name} answered ${JSON.stringify(statuses)}, expected ${side.expect.join(' or ')}`)
}

/** The middle one. */
export const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Prints what was measured, then one JSON line for programs. */
export function report(bench: string, measured: readonly Measured[], ratios: Record<string, number>): void {
  for (const { name, rate, cpu, p50, p99, memory } of measured)
    console.log(
      `${name.padEnd(28)} ${rate.toFixed(0).padStart(8)}/s ${cpu.toFixed(0).padStart(7)} µs CPU   p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms   ${memory.toFixed(0)} MB`,
    )
  const machine = {
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? '',
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  console.log(
    JSON.stringify({
      bench,
      ratios: Object.fromEntries(Object.entries(ratios).map(([key, value]) => [key, Number(value.toFixed(3))])),
      machine,
    }),
  )
}
