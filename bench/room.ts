import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { type Measured, report } from './compare.ts'
import { type Crowd, gather } from './crowd.ts'

const file = (name: string) => join(import.meta.dirname, name)
const members = 1000
const rounds = 5
const messages = 100

/** One message after the other to a room of a thousand, each when all have the one before: ours against `ws` alone, in turn. */
export async function run(): Promise<void> {
  const children: Child[] = []
  try {
    const ours = await startChild(file('room-server.ts'))
    children.push(ours)
    const bare = await startChild(file('ws-server.ts'))
    children.push(bare)
    const sides = [
      { name: 'room', child: ours, crowd: await gather(ours.port, members, ours.info.room) },
      { name: 'ws alone', child: bare, crowd: await gather(bare.port, members) },
    ]
    const measured = sides.map(({ name }) => ({ name, rounds: [] as Round[] }))
    for (let round = 0; round <= rounds; round++)
      for (const [index, { child, crowd }] of sides.entries()) {
        const result = await tellAll(child, crowd)
        if (round > 0) measured[index]?.rounds.push(result)
      }
    for (const { crowd } of sides) crowd.leave()
    const [room, alone] = measured.map(({ name, rounds }) => mediansOf(name, rounds))
    if (!room || !alone) throw new Error('nothing was measured')
    report('room', [room, alone], {
      // By CPU: the rate of both is that of who listens, a thousand sockets in one process.
      broadcast_over_ws: alone.cpu / room.cpu,
      rate_over_ws: room.rate / alone.rate,
    })
  } finally {
    await Promise.all(children.map((child) => child.stop()))
  }
}

interface Round {
  rate: number
  cpu: number
  milliseconds: number[]
  memory: number
}

/** Messages that arrived in a second, the server's CPU for each of them in microseconds, and how long each took to be with all. */
async function tellAll(child: Child, crowd: Crowd): Promise<Round> {
  const before = await child.used()
  const milliseconds: number[] = []
  const start = performance.now()
  for (let n = 0; n < messages; n++) {
    const sent = performance.now()
    const told = crowd.told()
    await fetch(`http://127.0.0.1:${child.port}/`, { method: 'POST' })
    await told
    milliseconds.push(performance.now() - sent)
  }
  const seconds = (performance.now() - start) / 1000
  const { cpu, memory } = await child.used()
  const arrived = messages * members
  return { rate: arrived / seconds, cpu: (cpu - before.cpu) / arrived, milliseconds, memory }
}

function mediansOf(name: string, all: readonly Round[]): Measured {
  const sorted = all.flatMap(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  return {
    name,
    rate: middle(all.map(({ rate }) => rate)),
    cpu: middle(all.map(({ cpu }) => cpu)),
    p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    memory: (all.at(-1)?.memory ?? 0) / 2 ** 20,
  }
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
