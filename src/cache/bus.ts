import { randomUUID } from 'node:crypto'
import type { Log } from '../services.ts'
import type { SharedFact } from './shared-facts.ts'

/** What processes tell each other, by topic. Messages are JSON, small, and name or address nobody. */
export interface Told {
  /** Facts that have just been relayed, each once. */
  facts: readonly SharedFact[]
}

export type Topic = keyof Told

/**
 * Carries news between the processes of an installation, after what they tell of was committed. A message arrives at most once and may be lost:
 * nothing that must happen hangs on it (that is what the outbox is for), and whoever keeps something because of it looks again after a gap.
 */
export interface Bus {
  /** Tells every process, this one at once. Never throws, and waits for nobody. */
  publish<T extends Topic>(topic: T, message: Told[T]): void
  /** Hears what is told from now on; returns how to stop. */
  subscribe<T extends Topic>(topic: T, heard: (message: Told[T]) => void): () => void
  /** Hears that messages of other processes may have been missed; returns how to stop. */
  onGap(heard: () => void): () => void
  close(): Promise<void>
}

/** Brings a text to every process that listens; its own echo may come back. */
export interface Carrier {
  /** Rejects when it cannot tell the others. */
  send(text: string): Promise<void>
  /** Begins to listen, for as long as it takes to be there. `gap` follows every loss of the connection, once it is back. */
  listen(heard: (text: string) => void, gap: () => void): void
  close(): Promise<void>
}

/** A bus over carriers: each message goes by the first that takes it. Without carriers it stays in this process. */
export function makeBus(carriers: readonly Carrier[], log: Pick<Log, 'warn' | 'error'>): Bus {
  const self = randomUUID()
  const listeners = new Map<Topic, Set<(message: never) => void>>()
  const gaps = new Set<() => void>()

  function hear(topic: Topic, message: unknown): void {
    for (const heard of listeners.get(topic) ?? []) guarded(() => heard(message as never))
  }

  /** One who fails takes the news from nobody else. */
  function guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      log.error({ err: error }, 'news of another process was not taken in')
    }
  }

  async function send(text: string): Promise<void> {
    for (const carrier of carriers) {
      const isSent = await carrier.send(text).then(
        () => true,
        () => false,
      )
      if (isSent) return
    }
    if (carriers.length > 0) log.warn({}, 'other processes were not told of what happened here')
  }

  for (const carrier of carriers)
    carrier.listen(
      (text) => {
        const said = JSON.parse(text) as { from: string; topic: Topic; message: unknown }
        if (said.from !== self) hear(said.topic, said.message)
      },
      () => gaps.forEach(guarded),
    )

  return {
    publish(topic, message) {
      hear(topic, message)
      void send(JSON.stringify({ from: self, topic, message }))
    },
    subscribe(topic, heard) {
      const all = listeners.get(topic) ?? new Set()
      listeners.set(topic, all.add(heard))
      return () => all.delete(heard)
    },
    onGap(heard) {
      gaps.add(heard)
      return () => gaps.delete(heard)
    },
    async close() {
      await Promise.all(carriers.map((carrier) => carrier.close()))
    },
  }
}
